//! Checking what was sent.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::form::{Answer, Answers, Asked, FieldFault, Form, Input, PREFER_NOT_TO_SAY, Question, Reason};
use crate::{CodeList, Duty, Rules};

/// A form with the rules of one day: what is asked depends on them.
#[derive(Debug, Clone, Copy)]
pub struct FormInForce<'a> {
    rules: Rules<'a>,
    form: &'a Form,
}

impl std::ops::Deref for FormInForce<'_> {
    type Target = Form;

    fn deref(&self) -> &Form {
        self.form
    }
}

impl<'a> FormInForce<'a> {
    pub(crate) fn new(rules: Rules<'a>, form: &'a Form) -> Self {
        Self { rules, form }
    }

    /// The form itself.
    #[must_use]
    pub fn definition(&self) -> &'a Form {
        self.form
    }

    /// The choices of a question.
    #[must_use]
    pub fn choices(&self, question: &Question) -> Option<&'a CodeList> {
        self.rules.codes(question.codes.as_deref()?)
    }

    /// The duty to report that the answers given so far call for; for forms that ask for an age.
    #[must_use]
    pub fn duty(&self, sent: &BTreeMap<String, Vec<String>>) -> Option<&'a Duty> {
        let age = only(sent, self.form.age.as_ref()?).and_then(|age| age.parse().ok());
        self.rules.duty_to_report(age)
    }

    /// Is the question to be asked, given the answers so far?
    #[must_use]
    pub fn asks(&self, question: &Question, sent: &BTreeMap<String, Vec<String>>) -> bool {
        let Some(Asked { duty, question: other, is }) = &question.asked_when else { return true };
        let duty_asks =
            duty.is_empty() || self.duty(sent).is_some_and(|rule| duty.contains(&rule.obligation));
        let answer_asks = other.as_ref().is_none_or(|other| {
            let asked = self.form.question(other).is_some_and(|other| self.asks(other, sent));
            asked && sent.get(other).is_some_and(|values| values.iter().any(|value| is.contains(value)))
        });
        duty_asks && answer_asks
    }

    /// Checks what was sent. Blank values count as no answer. An answer to a question that is not asked is left out:
    /// somebody who corrects the age must not be sent back for a question that has gone from the page.
    ///
    /// # Errors
    /// Every fault, in the order of the questions, fields that the form does not have last.
    pub fn validate(&self, sent: &BTreeMap<String, Vec<String>>) -> Result<Answers, Vec<FieldFault>> {
        let mut faults = Vec::new();
        let mut answers = BTreeMap::new();
        for question in &self.form.questions {
            match self.answer(question, sent) {
                Ok(Some(answer)) => {
                    answers.insert(question.id.clone(), answer);
                }
                Ok(None) => {}
                Err(reason) => faults.push(FieldFault { field: question.id.clone(), reason }),
            }
        }
        let one_of = &self.form.one_of;
        let said = |id: &String| answers.get(id).is_some_and(|answer| *answer != Answer::Skipped);
        if let Some(first) = one_of.first()
            && !one_of.iter().any(said)
            && !faults.iter().any(|fault| one_of.contains(&fault.field))
        {
            faults.push(FieldFault { field: first.clone(), reason: Reason::OneOf });
        }
        for field in sent.keys().filter(|field| self.form.question(field).is_none()) {
            faults.push(FieldFault { field: field.clone(), reason: Reason::UnknownField });
        }
        if faults.is_empty() { Ok(Answers(answers)) } else { Err(faults) }
    }

    fn answer(
        &self,
        question: &Question,
        sent: &BTreeMap<String, Vec<String>>,
    ) -> Result<Option<Answer>, Reason> {
        if !self.asks(question, sent) {
            return Ok(None);
        }
        let values: Vec<&str> = sent
            .get(&question.id)
            .into_iter()
            .flatten()
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
            .collect();
        match values.as_slice() {
            [] if question.required => Err(Reason::Required),
            [] => Ok(None),
            [PREFER_NOT_TO_SAY] if question.may_skip => Ok(Some(Answer::Skipped)),
            [PREFER_NOT_TO_SAY] if takes_choices(question) => Err(Reason::CannotSkip),
            values if question.input == Input::Choices => self.several(question, values).map(Some),
            [value] => self.one(question, value).map(Some),
            _ => Err(Reason::TooMany),
        }
    }

    fn several(&self, question: &Question, values: &[&str]) -> Result<Answer, Reason> {
        let list = self.choices(question).ok_or(Reason::NotAChoice)?;
        if values.iter().any(|value| !list.contains(value)) {
            return Err(Reason::NotAChoice);
        }
        let chosen = list.value.iter().filter(|code| values.contains(&code.id.as_str()));
        Ok(Answer::Choices(chosen.map(|code| code.id.clone()).collect()))
    }

    fn one(&self, question: &Question, value: &str) -> Result<Answer, Reason> {
        match question.input {
            Input::Text => text(question, value, false).map(Answer::Text),
            Input::LongText => text(question, value, true).map(Answer::Text),
            Input::Phone => phone(question, value).map(Answer::Phone),
            Input::Integer => integer(question, value).map(Answer::Integer),
            Input::Date => date(question, value, self.rules.date()).map(Answer::Date),
            Input::Choice | Input::Choices => {
                let list = self.choices(question).ok_or(Reason::NotAChoice)?;
                list.code(value).map(|code| Answer::Choice(code.id.clone())).ok_or(Reason::NotAChoice)
            }
        }
    }
}

fn takes_choices(question: &Question) -> bool {
    matches!(question.input, Input::Choice | Input::Choices)
}

fn only<'s>(sent: &'s BTreeMap<String, Vec<String>>, field: &str) -> Option<&'s str> {
    match sent.get(field)?.as_slice() {
        [value] => Some(value.trim()),
        _ => None,
    }
}

fn text(question: &Question, value: &str, lines: bool) -> Result<String, Reason> {
    let value = value.replace("\r\n", "\n");
    if value.chars().any(|c| c.is_control() && !(lines && (c == '\n' || c == '\t'))) {
        return Err(Reason::ControlCharacter);
    }
    if question.max_length.is_some_and(|most| value.chars().count() > most) {
        return Err(Reason::TooLong);
    }
    Ok(value)
}

/// Digits with the usual separators; whether the number exists is for others to find out.
fn phone(question: &Question, value: &str) -> Result<String, Reason> {
    let value = text(question, value, false)?;
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let shaped = value.chars().all(|c| c.is_ascii_alphanumeric() || " +-.()#*,/\u{a0}".contains(c));
    // E.164 allows at most 15 digits; an extension may add some. Seven make a local number.
    if shaped && (7..=21).contains(&digits) { Ok(value) } else { Err(Reason::NotAPhone) }
}

fn integer(question: &Question, value: &str) -> Result<i64, Reason> {
    let number: i64 = value.parse().map_err(|_| Reason::NotANumber)?;
    if question.min.is_some_and(|min| number < min) {
        Err(Reason::TooSmall)
    } else if question.max.is_some_and(|max| number > max) {
        Err(Reason::TooGreat)
    } else {
        Ok(number)
    }
}

fn date(question: &Question, value: &str, today: Date) -> Result<Date, Reason> {
    // Only the plain form of a date: jiff would also read a date out of a longer timestamp.
    if value.len() != "YYYY-MM-DD".len() {
        return Err(Reason::NotADate);
    }
    let date: Date = value.parse().map_err(|_| Reason::NotADate)?;
    if date > today && !question.future { Err(Reason::InFuture) } else { Ok(date) }
}
