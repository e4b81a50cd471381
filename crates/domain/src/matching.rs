//! Match alerts: two records of two agencies that may be one person. People decide; every merge can be undone.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::codes;
use crate::id::{DecisionId, MatchId, MemberId, RecordId};

codes! {
    /// What a holder answered.
    Answer {
        /// The same person.
        Same = "same",
        /// Not sure.
        NotSure = "not_sure",
        /// Different persons.
        Different = "different",
    }
}

codes! {
    /// Where an alert stands.
    MatchState {
        /// At least one holder has not answered.
        Open = "open",
        /// Both holders said the same: the records are linked.
        Linked = "linked",
        /// A holder said different.
        Rejected = "rejected",
        /// A link that was undone.
        Undone = "undone",
    }
}

/// One reason for or against, as a message id with arguments; it holds no value of either record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The message id.
    pub message: String,
    /// Its arguments.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
    /// The field compared.
    pub field: String,
    /// Whether the values agree, are close, disagree or cannot be compared.
    pub agreement: Agreement,
    /// Bits of evidence: positive speaks for the same person, negative against.
    pub weight: f64,
}

codes! {
    /// How two values stand to each other.
    Agreement {
        /// They say the same.
        Agree = "agree",
        /// They are near each other.
        Close = "close",
        /// They contradict.
        Disagree = "disagree",
        /// There is nothing to compare.
        Missing = "missing",
    }
}

/// Why two records may be one person: never a number alone.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Evidence {
    /// Bits before anything is compared.
    pub prior: f64,
    /// The reasons, the strongest first.
    pub reasons: Vec<Reason>,
    /// Message ids of the rules that held the suggestion back.
    #[serde(default)]
    pub limits: Vec<String>,
    /// The model suggests that it is likely; otherwise that it is possible.
    pub likely: bool,
    /// Id and version of the model.
    pub model: String,
}

/// A match alert, as stored. What a holder sees of it is the other's agency and contact, and reasons in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatchAlert {
    /// Its id.
    pub id: MatchId,
    /// One record: the one with the smaller id.
    pub left: RecordId,
    /// The other.
    pub right: RecordId,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// Where it stands.
    pub state: MatchState,
    /// When it came to stand there by people's answers.
    pub decided_at: Option<Timestamp>,
    /// Sum of the evidence in bits.
    pub weight: f64,
    /// The evidence.
    pub evidence: Evidence,
}

/// A person's decision about a match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its id.
    pub id: DecisionId,
    /// The alert.
    pub alert: MatchId,
    /// Who decided.
    pub member: MemberId,
    /// For which of the two records their agency answers.
    pub record: RecordId,
    /// The answer.
    pub answer: Answer,
    /// Why, in one line.
    pub why: String,
    /// Whether they held a role that may read second.
    pub may_second: bool,
    /// When.
    pub at: Timestamp,
    /// When it was undone, by whom and why.
    pub undone: Option<Undone>,
}

/// How a decision was undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: MemberId,
    /// Why, in one line.
    pub why: String,
}

/// What the answers of one holder come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SideAnswer {
    /// Nobody has answered, or somebody is not sure.
    Open,
    /// One member said the same; a second reader must agree.
    AwaitsSecond,
    /// The same person.
    Same,
    /// Different persons.
    Different,
}

/// What the answers of one holder come to: the last answer of each member counts. One `Different` or `NotSure` stands
/// against any number of `Same`. With a second reader, two members must say the same, and whoever says it after the first
/// must hold a role that may read second.
#[must_use]
pub fn side_answer(decisions: &[Decision], record: RecordId, second_reader: bool) -> SideAnswer {
    let mut last: BTreeMap<MemberId, &Decision> = BTreeMap::new();
    for decision in decisions.iter().filter(|decision| decision.record == record && decision.undone.is_none())
    {
        let newest = last.entry(decision.member).or_insert(decision);
        if (decision.at, decision.id) > (newest.at, newest.id) {
            *newest = decision;
        }
    }
    let mut said: Vec<&Decision> = last.into_values().collect();
    said.sort_by_key(|decision| (decision.at, decision.id));
    if said.iter().any(|decision| decision.answer == Answer::Different) {
        return SideAnswer::Different;
    }
    if said.is_empty() || said.iter().any(|decision| decision.answer == Answer::NotSure) {
        return SideAnswer::Open;
    }
    if second_reader && !said.iter().skip(1).any(|decision| decision.may_second) {
        return SideAnswer::AwaitsSecond;
    }
    SideAnswer::Same
}

/// Where an alert stands by the answers of its two holders.
#[must_use]
pub fn state_of(left: SideAnswer, right: SideAnswer) -> MatchState {
    match (left, right) {
        (SideAnswer::Different, _) | (_, SideAnswer::Different) => MatchState::Rejected,
        (SideAnswer::Same, SideAnswer::Same) => MatchState::Linked,
        _ => MatchState::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(member: u128, answer: Answer, may_second: bool, order: u128) -> Decision {
        Decision {
            id: DecisionId::from_u128(order),
            alert: MatchId::from_u128(1),
            member: MemberId::from_u128(member),
            record: RecordId::from_u128(1),
            answer,
            why: "x".into(),
            may_second,
            at: Timestamp::UNIX_EPOCH,
            undone: None,
        }
    }

    fn side(decisions: &[Decision], second: bool) -> SideAnswer {
        side_answer(decisions, RecordId::from_u128(1), second)
    }

    #[test]
    fn the_last_answer_of_a_member_counts() {
        let changed = [said(1, Answer::Different, false, 1), said(1, Answer::Same, false, 2)];
        assert_eq!(side(&changed, false), SideAnswer::Same);
        assert_eq!(side_answer(&changed, RecordId::from_u128(2), false), SideAnswer::Open);
    }

    #[test]
    fn a_second_reader_is_another_member_with_the_role() {
        let first = said(1, Answer::Same, true, 1);
        assert_eq!(side(std::slice::from_ref(&first), true), SideAnswer::AwaitsSecond);
        let again = [first.clone(), said(1, Answer::Same, true, 2)];
        assert_eq!(side(&again, true), SideAnswer::AwaitsSecond, "one member does not read twice");
        let colleague = [first.clone(), said(2, Answer::Same, false, 2)];
        assert_eq!(side(&colleague, true), SideAnswer::AwaitsSecond, "the second reader needs the role");
        let supervisor = [said(2, Answer::Same, false, 1), said(1, Answer::Same, true, 2)];
        assert_eq!(side(&supervisor, true), SideAnswer::Same);
        let doubting = [said(2, Answer::Same, false, 1), said(1, Answer::NotSure, true, 2)];
        assert_eq!(side(&doubting, true), SideAnswer::Open);
    }

    #[test]
    fn one_difference_rejects() {
        assert_eq!(state_of(SideAnswer::Same, SideAnswer::Different), MatchState::Rejected);
        assert_eq!(state_of(SideAnswer::Same, SideAnswer::AwaitsSecond), MatchState::Open);
        assert_eq!(state_of(SideAnswer::Same, SideAnswer::Same), MatchState::Linked);
    }
}
