"""The charts that can be taken away: the name of the files of each and its title."""

from __future__ import annotations

from enum import Enum

from micrositio.model.text import N_


class Chart(Enum):
    """A chart: the folders and name of its files, `{}` for the key of what it is of, and its title (a message).

    A measure of participation has its own title.
    """

    COMMITMENT_STATUS = ("compromisos/{}/estados", N_("Actividades por estado"))
    COURSE = ("compromisos/{}/curva", N_("Cómo ha avanzado"))
    DATES = ("compromisos/{}/fechas", N_("Sus actividades en el tiempo"))
    CUT_STATUS = ("cortes/{}/estados", N_("Actividades por estado"))
    CUT_OWN_STATUS = ("cortes/{}/estados-de-compromisos", N_("Compromisos por estado"))
    CUT_COMMITMENTS = ("cortes/{}/compromisos", N_("Actividades de cada compromiso, por estado"))
    INSTITUTIONS = ("responsables/estados", N_("Actividades de cada institución, por estado"))
    INSTITUTION_STATUS = ("responsables/{}/estados", N_("Actividades a su cargo, por estado"))
    MEASURE = ("participacion/{}", "")
    ATTENDANCE_BY_SEX = ("participacion/por-sexo", N_("Por sexo"))
    ATTENDANCE_BY_SECTOR = ("participacion/por-sector", N_("Por sector"))
    ATTENDANCE = ("participacion/sesiones", N_("Asistentes a cada sesión, por sexo"))
    MEETING_BY_SEX = ("sesiones/{}/sexo", N_("Por sexo"))
    MEETING_BY_SECTOR = ("sesiones/{}/sector", N_("Por sector"))

    def __init__(self, files: str, title: str) -> None:
        """Keeps the two parts by name."""
        self._files = files
        self.title = title

    def named(self, of: str = "") -> str:
        """Returns the folders and name of its files, without an extension; `of` is the key of what it is of."""
        return self._files.format(of)
