//! Forms: parts, questions, and what an answer must look like.

mod answer;
mod check;

use serde::Deserialize;

use crate::header::cited;
use crate::{Basis, Obligation, Period, Text};

pub use answer::{Answer, Answers, FieldFault, PREFER_NOT_TO_SAY, Reason};
pub use check::FormInForce;

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Form {
    /// Name.
    pub id: String,
    /// The heading of the page.
    pub title: Text,
    /// The first sentences.
    pub lead: Text,
    /// The words on the button.
    pub send: Text,
    /// Who will read the answers; shown before the button.
    pub readers: Text,
    /// The question that asks for the age in years; duty and eligibility look at it.
    #[serde(default)]
    pub age: Option<String>,
    /// At least one of these questions must be answered.
    #[serde(default)]
    pub one_of: Vec<String>,
    /// The event of sending the form.
    pub sends: String,
    /// Eligibility rules that are checked when the form arrives; none of them blocks it.
    #[serde(default)]
    pub eligibility: Vec<String>,
    /// Sources and time.
    #[serde(rename = "source")]
    pub basis: Basis,
    #[serde(default)]
    pub(crate) in_force: Option<Period>,
    #[serde(skip)]
    pub(crate) parts: Vec<Part>,
    #[serde(skip)]
    pub(crate) questions: Vec<Question>,
}
cited!(Form, "form");

/// A part of a form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Part {
    /// Name.
    pub id: String,
    /// The heading.
    pub title: Text,
}

/// What kind of answer a question takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// A whole number.
    Integer,
    /// One of the choices.
    Choice,
    /// Any of the choices.
    Choices,
    /// A telephone number.
    Phone,
    /// A date, `YYYY-MM-DD`.
    Date,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Question {
    /// Name of the field.
    pub id: String,
    /// The part that it stands in.
    pub part: String,
    /// The question.
    pub label: Text,
    /// A hint under the question.
    #[serde(default)]
    pub hint: Option<Text>,
    /// What kind of answer it takes.
    pub input: Input,
    /// Must it be answered when it is asked?
    #[serde(default)]
    pub required: bool,
    /// May it be answered with [`PREFER_NOT_TO_SAY`]?
    #[serde(default)]
    pub may_skip: bool,
    /// Shown folded: few people know the answer.
    #[serde(default)]
    pub folded: bool,
    /// The code list of the choices.
    #[serde(default)]
    pub codes: Option<String>,
    /// Smallest number.
    #[serde(default)]
    pub min: Option<i64>,
    /// Greatest number.
    #[serde(default)]
    pub max: Option<i64>,
    /// Greatest length of a text, in characters.
    #[serde(default)]
    pub max_length: Option<usize>,
    /// May a date lie in the future?
    #[serde(default)]
    pub future: bool,
    /// When it is asked; absent means always.
    #[serde(default)]
    pub asked_when: Option<Asked>,
}

/// When a question is asked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Asked {
    /// The duty to report, for the age given, is one of these.
    #[serde(default)]
    pub duty: Vec<Obligation>,
    /// That question was answered ...
    #[serde(default)]
    pub question: Option<String>,
    /// ... with one of these choices.
    #[serde(default)]
    pub is: Vec<String>,
}

impl Form {
    /// The parts in reading order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// All questions in reading order.
    #[must_use]
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The questions of one part in reading order.
    pub fn questions_of<'a>(&'a self, part: &'a str) -> impl Iterator<Item = &'a Question> {
        self.questions.iter().filter(move |question| question.part == part)
    }

    /// The question of that name.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }
}
