//! What must hold within one item.

use std::collections::BTreeSet;

use crate::case_type::CaseType;
use crate::clock::ClockRule;
use crate::codes::CodeList;
use crate::condition::Condition;
use crate::form::{Form, Input, PREFER_NOT_TO_SAY, Question};
use crate::indicator::{Indicator, Measure};
use crate::length::Unit;
use crate::matching::Matching;
use crate::pack::Pack;
use crate::validate::Report;

pub(super) fn pack(pack: &Pack, report: &mut Report<'_>) {
    report.names("event", pack.events.iter().map(|event| event.id.as_str()));
    report.names("fact", pack.facts.iter().map(|fact| fact.id.as_str()));
    if pack.whole {
        for case_type in &pack.case_types {
            stages(case_type, report);
        }
        for form in &pack.forms {
            questions(form, report);
        }
    }
    for rule in &pack.eligibility {
        condition(&rule.when, &format!("eligibility[{}].when", rule.id), report);
    }
    for rule in &pack.clocks {
        clock(rule, report);
    }
    for window in &pack.windows {
        if !matches!(window.length.unit(), Unit::Days | Unit::Months | Unit::Years) {
            report.fault(
                format!("access_window[{}].length", window.id),
                "a window is counted in days, months or years",
            );
        }
    }
    for list in &pack.lists {
        values(list, report);
    }
    for setting in &pack.settings {
        if let Some(fault) = setting.fault() {
            report.fault(format!("setting[{}]", setting.id), fault);
        }
    }
    for figure in &pack.indicators {
        indicator(figure, report);
    }
    for rule in &pack.matching {
        matching(rule, report);
    }
}

fn matching(rule: &Matching, report: &mut Report<'_>) {
    let path = format!("matching[{}]", rule.id);
    if rule.second_reader.roles.is_empty() {
        report.fault(format!("{path}.second_reader.roles"), "nobody may read second");
    }
    if rule.second_reader.counter_evidence_bits <= 0.0 {
        report.fault(
            format!("{path}.second_reader.counter_evidence_bits"),
            "evidence against has a size above zero",
        );
    }
    let search = &rule.search;
    if search.most_hits == 0 || search.most_candidates < search.most_hits {
        report.fault(
            format!("{path}.search"),
            "a search looks at as many records as it shows, and at one at least",
        );
    }
    if !(2..=3).contains(&search.holder_facts) {
        report.fault(
            format!("{path}.search.holder_facts"),
            "a holder is told of by two facts or three: by one, anybody could ask who is known to whom",
        );
    }
}

fn stages(case_type: &CaseType, report: &mut Report<'_>) {
    report.names("stage", case_type.stages.iter().map(|stage| stage.id.as_str()));
    let mut moves = BTreeSet::new();
    for step in &case_type.transitions {
        let path = format!("transition[{} > {}]", step.from, step.to);
        for stage in [&step.from, &step.to] {
            if case_type.stage(stage).is_none() {
                report.fault(&path, format!("there is no stage `{stage}`"));
            }
        }
        if step.roles.is_empty() {
            report.fault(format!("{path}.roles"), "nobody may make this move");
        }
        if !moves.insert((&step.from, &step.to)) {
            report.fault(&path, "this move stands twice");
        }
    }
    if case_type.owners.is_empty() {
        report.fault("case_type.owners", "nobody may own a case");
    }
    if case_type.stage(&case_type.first_stage).is_none() {
        report.fault("case_type.first_stage", format!("there is no stage `{}`", case_type.first_stage));
    }
    if !case_type.stages.iter().any(|stage| stage.ends) {
        report.fault("stage", "no stage ends the matter");
    }
    let mut reached = BTreeSet::from([case_type.first_stage.as_str()]);
    let mut open = vec![case_type.first_stage.as_str()];
    while let Some(stage) = open.pop() {
        open.extend(
            case_type.transitions_from(stage).map(|step| step.to.as_str()).filter(|to| reached.insert(to)),
        );
    }
    for stage in &case_type.stages {
        let path = format!("stage[{}]", stage.id);
        if !reached.contains(stage.id.as_str()) {
            report.fault(&path, "no move leads to this stage");
        }
        if !stage.ends && case_type.transitions_from(&stage.id).next().is_none() {
            report.fault(&path, "no move leads out of this stage");
        }
    }
    for compartment in case_type.compartments.iter().filter(|compartment| compartment.held_by.is_empty()) {
        report.fault(format!("compartment[{}].held_by", compartment.id), "nobody may hold this compartment");
    }
}

fn questions(form: &Form, report: &mut Report<'_>) {
    report.names("part", form.parts.iter().map(|part| part.id.as_str()));
    report.names("question", form.questions.iter().map(|question| question.id.as_str()));
    for part in &form.parts {
        if form.questions_of(&part.id).next().is_none() {
            report.fault(format!("part[{}]", part.id), "no question stands in this part");
        }
    }
    for (index, question) in form.questions.iter().enumerate() {
        let path = format!("question[{}]", question.id);
        if !form.parts.iter().any(|part| part.id == question.part) {
            report.fault(format!("{path}.part"), format!("there is no part `{}`", question.part));
        }
        limits(question, &path, report);
        let Some(asked) = &question.asked_when else { continue };
        let path = format!("{path}.asked_when");
        if asked.duty.is_empty() && asked.question.is_none() {
            report.fault(&path, "the condition says nothing");
        }
        if !asked.duty.is_empty() && form.age.is_none() {
            report.fault(&path, "the duty to report depends on an age, and the form asks for none");
        }
        if asked.question.is_some() == asked.is.is_empty() {
            report.fault(&path, "`question` and `is` belong together");
        }
        if let Some(other) = &asked.question
            && !form.questions.iter().take(index).any(|earlier| earlier.id == *other)
        {
            report.fault(&path, format!("no earlier question is called `{other}`"));
        }
    }
    for id in &form.one_of {
        if form.question(id).is_none() {
            report.fault("form.one_of", format!("there is no question `{id}`"));
        }
    }
    if let Some(age) = &form.age
        && form.question(age).is_none_or(|question| question.input != Input::Integer)
    {
        report.fault("form.age", format!("there is no question `{age}` that takes a whole number"));
    }
}

fn limits(question: &Question, path: &str, report: &mut Report<'_>) {
    let chooses = matches!(question.input, Input::Choice | Input::Choices);
    let writes = matches!(question.input, Input::Text | Input::LongText | Input::Phone);
    let counts = question.input == Input::Integer;
    if chooses != question.codes.is_some() {
        report.fault(format!("{path}.codes"), "a question with choices names a code list, and no other does");
    }
    if writes != question.max_length.is_some() {
        report.fault(
            format!("{path}.max_length"),
            "a question that takes text has a greatest length, and no other",
        );
    }
    if counts != question.min.is_some() || counts != question.max.is_some() {
        report.fault(path, "a question that takes a whole number has `min` and `max`, and no other");
    }
    if question.min > question.max {
        report.fault(path, "`min` lies above `max`");
    }
    if question.future && question.input != Input::Date {
        report.fault(format!("{path}.future"), "only a date lies in the future");
    }
}

fn condition(condition: &Condition, path: &str, report: &mut Report<'_>) {
    if let (Some(from), Some(to)) = (condition.age_from, condition.age_to)
        && from > to
    {
        report.fault(path, "the oldest age lies below the youngest");
    }
    if condition.facts.iter().any(|fact| condition.without_facts.contains(fact)) {
        report.fault(path, "a fact is both wanted and unwanted");
    }
}

fn clock(rule: &ClockRule, report: &mut Report<'_>) {
    let path = format!("clock[{}]", rule.id);
    condition(&rule.when, &format!("{path}.when"), report);
    if rule.ends_on.is_empty() {
        report.fault(format!("{path}.ends_on"), "nothing ends this clock");
    }
    if rule.ends_on.contains(&rule.starts_on) {
        report.fault(format!("{path}.ends_on"), "the event that starts a clock does not end it");
    }
    if rule.due_soon.unit() == rule.length.unit() && rule.due_soon.amount() >= rule.length.amount() {
        report.fault(format!("{path}.due_soon"), "the clock would be due soon from its start");
    }
    if rule.acts.agency_kinds.is_empty() {
        report.fault(format!("{path}.acts"), "no kind of agency must act");
    }
    if rule.escalates.is_empty() {
        report.fault(format!("{path}.escalates"), "nobody is told when the clock has run out");
    }
}

fn values(list: &CodeList, report: &mut Report<'_>) {
    let path = format!("list[{}]", list.id);
    report.names(&format!("{path}.value"), list.value.iter().map(|code| code.id.as_str()));
    if list.value.is_empty() {
        report.fault(&path, "the list has no value");
    }
    if list.contains(PREFER_NOT_TO_SAY) {
        report.fault(&path, format!("`{PREFER_NOT_TO_SAY}` is no value of a list; a question allows it"));
    }
    if list.includes_from.is_none() && list.value.iter().any(|code| !code.includes.is_empty()) {
        report.fault(
            format!("{path}.includes_from"),
            "values include others, and the list does not say of which list",
        );
    }
}

fn indicator(figure: &Indicator, report: &mut Report<'_>) {
    let path = format!("indicator[{}]", figure.id);
    if (figure.measure == Measure::Share) != figure.of.is_some() {
        report.fault(format!("{path}.of"), "a share says of what, and a count does not");
    }
    if figure.suppress_below < 2 {
        report.fault(format!("{path}.suppress_below"), "a threshold under 2 holds nothing back");
    }
    let ages = Condition { age_from: figure.age_from, age_to: figure.age_to, ..Condition::default() };
    condition(&ages, &path, report);
}
