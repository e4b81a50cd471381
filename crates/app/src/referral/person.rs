//! What a referral says of a person, as a record of the agency that takes it in.

use std::collections::BTreeMap;

use domain::agency::AgencyKind;
use domain::compartment::CompartmentKind;
use domain::entry::Marks;
use domain::id::RecordId;
use domain::record::Person;
use policy::Authorized;
use policy::action::ReceiveReferral;
use store::Tx;

use crate::record::hold_in;
use crate::{App, Result};

/// Keeps what the answers say of the person in the holdings of the agency that takes the referral in, and has it compared
/// with what is known: a candidate at another agency alerts both holders when this transaction commits. None when the
/// answers hold nothing to find anyone by.
pub(super) async fn hold(
    app: &App,
    tx: &mut Tx,
    ok: &Authorized<ReceiveReferral>,
    answers: &BTreeMap<String, Vec<String>>,
) -> Result<Option<RecordId>> {
    let Some(person) = person_of(answers) else { return Ok(None) };
    let holdings = holdings(ok.resource().kind);
    hold_in(app, tx, ok, holdings, None, person, Marks::default()).await.map(Some)
}

/// The holdings into which an agency of a kind takes referrals.
fn holdings(kind: AgencyKind) -> CompartmentKind {
    match kind {
        AgencyKind::Police => CompartmentKind::Police,
        AgencyKind::IndigenousOrganisation => CompartmentKind::Liaison,
        AgencyKind::FirstNation => CompartmentKind::FirstNation,
        AgencyKind::ChildProtection => CompartmentKind::ChildProtection,
        _ => CompartmentKind::Services,
    }
}

/// Only what was said: an age, or a guess of one, is no year of birth.
pub(super) fn person_of(answers: &BTreeMap<String, Vec<String>>) -> Option<Person> {
    let first = |question: &str| answers.get(question).and_then(|given| given.first()).cloned();
    let person = Person {
        given_names: first("name_used").unwrap_or_default(),
        family_name: first("surname").unwrap_or_default(),
        born: first("birth_date"),
        phones: first("phone").into_iter().collect(),
        ..Person::default()
    };
    let findable =
        !person.given_names.is_empty() || !person.family_name.is_empty() || !person.phones.is_empty();
    findable.then_some(person)
}
