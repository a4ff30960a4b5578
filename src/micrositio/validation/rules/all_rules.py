"""Every rule of a plan, in the order in which they are checked, with the tables that each needs whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from micrositio.model.plan import ActionPlan
from micrositio.model.vocabularies import TableName
from micrositio.problems.problem import Problem
from micrositio.validation.rules.continuity import (
    continuity_is_told_once,
    continuity_leads_somewhere,
    continuity_names_what_was_before,
)
from micrositio.validation.rules.doubts import (
    complete_stays_complete,
    cuts_are_of_their_month,
    percentages_are_of_a_hundred,
    sources_are_read_once_they_exist,
    values_are_near_their_target,
)
from micrositio.validation.rules.errata import DAYS_TOLD_IN, errata_are_dated_within_what_is_told
from micrositio.validation.rules.groups import (
    groups_form_a_tree,
    groups_have_commitments,
    groups_have_their_own_keys,
)
from micrositio.validation.rules.indicators import (
    indicators_can_be_measured,
    measurements_are_of_a_report,
    measurements_tell_one_value,
    weights_of_indicators_add_up,
)
from micrositio.validation.rules.locations import (
    places_are_near_each_other,
    places_are_somewhere,
    places_have_a_purpose,
)
from micrositio.validation.rules.methods import (
    own_updates_say_how_far,
    tolerances_are_of_what_is_kept,
    updates_fit_the_method,
    weights_add_up,
)
from micrositio.validation.rules.modifications import (
    PROMISED,
    modifications_are_dated_within_the_plan,
    modifications_chain,
    modifications_change_a_promise,
    modified_indicators_can_be_measured,
)
from micrositio.validation.rules.money import (
    money_is_counted_once,
    money_is_of_one_thing,
    money_is_spent_as_approved,
    money_is_told,
)
from micrositio.validation.rules.partners import partners_are_others
from micrositio.validation.rules.plan import (
    a_title_in_some_language,
    attendance_adds_up,
    attendance_is_stated_once,
    complete_is_proven,
    completion_is_told,
    dates_in_order,
    dates_within_the_plan,
    difficulties_are_told,
    facts_cite_sources,
    finished_when_complete,
    no_record_is_named_as_a_page,
    no_value_beside_none,
    one_cut_a_date,
    parts_make_their_total,
    reschedulings_chain,
    verified_after_the_cut,
    verified_on_documents,
)
from micrositio.validation.rules.programme import (
    accumulation_has_values,
    periods_come_to_the_target,
    programmes_are_in_the_unit_of_the_method,
)
from micrositio.validation.rules.proofs import (
    accepted_proofs_are_not_denied,
    closings_fit_their_agreement,
    fulfilled_agreements_are_proven,
    proofs_are_of_what_was_reported_done,
    proofs_name_what_was_done,
)
from micrositio.validation.rules.replies import (
    outcomes_have_their_day,
    registers_name_no_person,
    replies_are_dated_within_what_is_told,
)
from micrositio.validation.rules.subjects import (
    gaps_name_a_datum,
    gaps_say_what_their_state_asks,
    questions_say_what_was_answered,
    references_are_of_one_request,
    what_is_said_names_a_datum,
)

Rule = Callable[[ActionPlan], Iterator[Problem]]


RULES: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (a_title_in_some_language, ()),
    (dates_in_order, ()),
    (dates_within_the_plan, ()),
    (one_cut_a_date, ()),
    (no_record_is_named_as_a_page, ()),
    (groups_form_a_tree, ()),
    (groups_have_their_own_keys, ()),
    (groups_have_commitments, (TableName.GROUPS, TableName.COMMITMENTS)),
    (weights_add_up, (TableName.GROUPS, TableName.COMMITMENTS, TableName.MILESTONES)),
    (partners_are_others, ()),
    (money_is_of_one_thing, ()),
    (money_is_told, ()),
    (money_is_counted_once, ()),
    (money_is_spent_as_approved, ()),
    (continuity_names_what_was_before, ()),
    (continuity_leads_somewhere, ()),
    (continuity_is_told_once, ()),
    (updates_fit_the_method, (TableName.PROGRAMME, TableName.INDICATORS)),
    (own_updates_say_how_far, ()),
    (tolerances_are_of_what_is_kept, ()),
    (difficulties_are_told, ()),
    (finished_when_complete, ()),
    (complete_is_proven, (TableName.EVIDENCE,)),
    (proofs_name_what_was_done, (TableName.EVIDENCE,)),
    (proofs_are_of_what_was_reported_done, (TableName.EVIDENCE, TableName.MILESTONES, TableName.UPDATES)),
    (accepted_proofs_are_not_denied, (TableName.EVIDENCE, TableName.VERIFICATIONS, TableName.OWN_VERIFICATIONS)),
    (closings_fit_their_agreement, ()),
    (fulfilled_agreements_are_proven, ()),
    (reschedulings_chain, (TableName.RESCHEDULINGS, TableName.MILESTONES)),
    (modifications_change_a_promise, (*PROMISED, TableName.INSTITUTIONS)),
    (modifications_chain, (TableName.MODIFICATIONS, *PROMISED)),
    (modifications_are_dated_within_the_plan, DAYS_TOLD_IN),
    (modified_indicators_can_be_measured, (TableName.MODIFICATIONS, TableName.MILESTONES)),
    (verified_after_the_cut, ()),
    (verified_on_documents, ()),
    (completion_is_told, ()),
    (parts_make_their_total, (TableName.PARTICIPATION,)),
    (attendance_adds_up, ()),
    (attendance_is_stated_once, ()),
    (facts_cite_sources, ()),
    (what_is_said_names_a_datum, ()),
    (no_value_beside_none, ()),
    (gaps_name_a_datum, ()),
    (gaps_say_what_their_state_asks, ()),
    (questions_say_what_was_answered, ()),
    (references_are_of_one_request, ()),
    (outcomes_have_their_day, ()),
    (replies_are_dated_within_what_is_told, DAYS_TOLD_IN),
    (registers_name_no_person, ()),
    (periods_come_to_the_target, (TableName.MILESTONES, TableName.PROGRAMME)),
    (programmes_are_in_the_unit_of_the_method, ()),
    (accumulation_has_values, (TableName.PROGRAMME,)),
    (indicators_can_be_measured, ()),
    (weights_of_indicators_add_up, (TableName.INDICATORS,)),
    (measurements_tell_one_value, ()),
    (measurements_are_of_a_report, (TableName.UPDATES,)),
    (places_are_somewhere, ()),
    (places_have_a_purpose, ()),
    (places_are_near_each_other, (TableName.LOCATIONS,)),
    (cuts_are_of_their_month, ()),
    (complete_stays_complete, (TableName.REPORTING_PERIODS, TableName.MILESTONES, TableName.UPDATES)),
    (values_are_near_their_target, (TableName.MILESTONES,)),
    (percentages_are_of_a_hundred, (TableName.UPDATES, TableName.OWN_UPDATES)),
    (sources_are_read_once_they_exist, ()),
    (errata_are_dated_within_what_is_told, DAYS_TOLD_IN),
)
"""Each rule with the tables that must be whole for it: with a faulty row, a sum would report the wrong row."""


_NAMING: tuple[Rule, ...] = (what_is_said_names_a_datum, gaps_name_a_datum)


def rule_problems(plan: ActionPlan, faulty: frozenset[str]) -> Iterator[Problem]:
    """Yields the problems of every rule that can be checked; `faulty` names the tables with rows that are not valid."""
    of_whole_tables = _without_remarks_on(plan, faulty) if faulty else plan
    for rule, needed in RULES:
        if faulty.isdisjoint(needed):
            yield from rule(of_whole_tables if rule in _NAMING else plan)


def _without_remarks_on(plan: ActionPlan, faulty: frozenset[str]) -> ActionPlan:
    """Returns the plan without what is said of rows of faulty tables: whether they exist is not known."""
    kept: dict[str, Any] = {
        name: tuple(each for each in getattr(plan, name) if each.table not in faulty)
        for name in ("disagreements", "claims", "replies", "gaps")
    }
    return replace(plan, **kept)
