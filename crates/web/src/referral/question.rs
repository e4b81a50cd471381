//! The pack's form as the page draws it.

use domain::agency::Agency;
use packs::{Duty, FormInForce, Input, Obligation, PREFER_NOT_TO_SAY, Question};

use super::words::Sent;
use crate::component::RuleCitation;
use crate::phone::Phone;
use crate::{Choice, FormErrors, L10n};

/// A part of the form.
pub(super) struct Part {
    pub(super) title: String,
    pub(super) rows: Vec<Row>,
}

/// What stands below each other in a part.
pub(super) enum Row {
    /// Short questions side by side, or one question.
    Fields(Vec<Field>),
    /// Questions that few people can answer.
    Folded { fields: Vec<Field>, open: bool },
    /// What the law asks of the sender, by the age that they gave.
    Duty(Box<DutyBox>),
}

/// A question.
pub(super) struct Field {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) kind: Kind,
    pub(super) choices: Vec<Choice>,
}

/// How a question is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Line,
    Phone,
    Number,
    Long,
    Date,
    Inline,
    Radios,
    Select,
    Boxes,
}

/// What the law asks of the sender.
pub(super) struct DutyBox {
    pub(super) tone: &'static str,
    pub(super) icon: &'static str,
    pub(super) heading: String,
    pub(super) text: String,
    pub(super) phone: Option<Phone>,
    pub(super) agency: String,
    pub(super) fields: Vec<Field>,
    pub(super) more: Vec<Field>,
    pub(super) open: bool,
    pub(super) rule: RuleCitation,
}

impl DutyBox {
    /// The box without its questions.
    pub(super) fn new(t: L10n, duty: &Duty, agency: &Agency) -> Self {
        let (tone, icon) = match duty.obligation {
            Obligation::Must => ("bad", "over"),
            Obligation::May | Obligation::Unknown => ("soon", "info"),
            Obligation::None => ("quiet", "info"),
        };
        let calls = duty.obligation != Obligation::None;
        Self {
            tone,
            icon,
            heading: t.say(&duty.heading).to_owned(),
            text: t.say(&duty.text).to_owned(),
            phone: agency.duty_phone.as_deref().filter(|_| calls).map(|number| Phone::new(t, number)),
            agency: t.pick(&agency.name_en, &agency.name_fr).to_owned(),
            fields: Vec::new(),
            more: Vec::new(),
            open: false,
            rule: RuleCitation {
                says: String::new(),
                id: duty.id.clone(),
                in_force: duty.basis.in_force().from.map_or_else(String::new, |from| t.date_long(from)),
                source: t.say(&duty.citation).to_owned(),
                verified: duty.basis.verified(),
            },
        }
    }
}

/// Lays the form out. `shown_duty` is whether the page speaks of the duty yet: not before somebody has answered.
pub(super) fn parts(
    t: L10n,
    pack: &FormInForce<'_>,
    sent: &Sent,
    errors: &FormErrors,
    agency: &Agency,
    shown_duty: bool,
) -> Vec<Part> {
    let answered =
        |field: &Field| sent.get(&field.id).is_some_and(|values| values.iter().any(|v| !v.trim().is_empty()));
    let matters = |fields: &[Field]| fields.iter().any(|field| errors.has(&field.id) || answered(field));
    let part = |part: &packs::Part| {
        let mut rows: Vec<Row> = Vec::new();
        let mut folded = Vec::new();
        let mut duty = Vec::new();
        let mut more = Vec::new();
        for question in pack.questions_of(&part.id) {
            let field = field(t, pack, question);
            match &question.asked_when {
                Some(asked) if !asked.duty.is_empty() && asked.question.is_some() => more.push(field),
                Some(asked) if !asked.duty.is_empty() => duty.push(field),
                _ if question.folded => folded.push(field),
                _ => place(&mut rows, field, question),
            }
        }
        if !folded.is_empty() {
            rows.push(Row::Folded { open: matters(&folded), fields: folded });
        }
        if !duty.is_empty()
            && shown_duty
            && let Some(rule) = pack.duty(sent)
        {
            let mut shown = DutyBox::new(t, rule, agency);
            if rule.obligation == Obligation::Must {
                shown.open = matters(&more);
                shown.fields = duty;
                shown.more = more;
            }
            rows.push(Row::Duty(Box::new(shown)));
        }
        Part { title: t.say(&part.title).to_owned(), rows }
    };
    pack.parts().iter().map(part).collect()
}

/// Two short questions stand side by side.
fn place(rows: &mut Vec<Row>, field: Field, question: &Question) {
    /// Longer answers than this need the whole width.
    const SHORT: usize = 200;
    let short = |kind: Kind| matches!(kind, Kind::Line | Kind::Phone | Kind::Number);
    let narrow = short(field.kind) && question.max_length.is_none_or(|length| length <= SHORT);
    if let Some(Row::Fields(before)) = rows.last_mut()
        && narrow
        && before.len() == 1
        && before.iter().all(|before| short(before.kind))
    {
        before.push(field);
    } else {
        rows.push(Row::Fields(vec![field]));
    }
}

/// A list with more choices than this is a drop-down list.
const MANY: usize = 6;

fn field(t: L10n, pack: &FormInForce<'_>, question: &Question) -> Field {
    let mut choices: Vec<Choice> = pack
        .choices(question)
        .map(|list| list.value.iter().map(|code| Choice::new(code.id.as_str(), t.say(&code.label))).collect())
        .unwrap_or_default();
    let kind = match question.input {
        Input::Text => Kind::Line,
        Input::Phone => Kind::Phone,
        Input::Integer => Kind::Number,
        Input::LongText => Kind::Long,
        Input::Date => Kind::Date,
        Input::Choices => Kind::Boxes,
        Input::Choice if choices.len() > MANY => Kind::Select,
        Input::Choice if choices.iter().all(|choice| choice.label.chars().count() <= 24) => Kind::Inline,
        Input::Choice => Kind::Radios,
    };
    // Boxes are skipped by ticking none; a radio, once chosen, can only be taken back by another.
    if question.may_skip && question.input == Input::Choice {
        choices.push(Choice::new(PREFER_NOT_TO_SAY, t.get("referral-rather-not")));
    }
    Field {
        id: question.id.clone(),
        label: t.say(&question.label).to_owned(),
        hint: question.hint.as_ref().map_or_else(String::new, |hint| t.say(hint).to_owned()),
        kind,
        choices,
    }
}
