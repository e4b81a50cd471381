//! From rows of a file to persons, and from its faults to messages.

use domain::record::{Person, RejectReason, RejectedRow};
use extract::{CellFault, Message, PersonRow, Reject};

use crate::Fault;

/// What a row says about a person. A date of birth that no calendar has stays as it was written.
pub(super) fn person(row: PersonRow) -> Person {
    Person {
        given_names: row.given_names.unwrap_or_default(),
        family_name: row.family_name.unwrap_or_default(),
        aliases: row.aliases,
        born: row.birth.map(|birth| birth.date.map_or(birth.text, |date| date.to_string())),
        sex: row.sex,
        phones: row.phones,
        street_number: row.street_number,
        street: row.street,
        town: row.suburb,
        postcode: row.postcode,
        region: row.region,
        identifiers: row
            .identifiers
            .into_iter()
            .map(|identifier| (identifier.kind, identifier.value))
            .collect(),
        extra: row.extra,
    }
}

fn reason(message: &Message) -> RejectReason {
    RejectReason {
        message: message.id.to_owned(),
        args: message.args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
    }
}

fn line(line: u64) -> i64 {
    i64::try_from(line).unwrap_or(i64::MAX)
}

pub(super) fn fault(at: u64, fault: &CellFault) -> RejectedRow {
    RejectedRow { line: line(at), field: fault.field.clone(), reason: reason(&fault.message) }
}

/// Every fault of a row that was left out.
pub(super) fn rejected(reject: &Reject) -> Vec<RejectedRow> {
    reject.faults.iter().map(|cell| fault(reject.line, cell)).collect()
}

/// A row whose key the holdings have already.
pub(super) fn held_already(row: &PersonRow) -> RejectedRow {
    let reason = RejectReason { message: "import-key-held".into(), args: Vec::new() };
    RejectedRow { line: line(row.line), field: String::new(), reason }
}

/// A message of the reader as a fault of the form.
pub(super) fn refusal(field: &str, message: &Message) -> Fault {
    message.args.iter().fold(Fault::new(field, message.id), |fault, (name, value)| fault.with(name, value))
}
