//! Invented persons for the tests of records.

use domain::compartment::CompartmentKind;
use domain::entry::Marks;
use domain::id::{MatchId, RecordId};
use domain::record::Person;
use testkit::World;

/// A person with a name, a date of birth and a telephone number.
pub(crate) fn person(given: &str, family: &str, born: &str, phone: &str) -> Person {
    Person {
        given_names: given.into(),
        family_name: family.into(),
        born: Some(born.into()).filter(|born: &String| !born.is_empty()),
        phones: if phone.is_empty() { Vec::new() } else { vec![phone.into()] },
        ..Person::default()
    }
}

/// Writes a record into the holdings that fit the member's agency.
pub(crate) async fn hold(world: &World, member: &str, person: Person) -> RecordId {
    hold_in(world, member, own_holdings(member), person).await
}

fn own_holdings(member: &str) -> CompartmentKind {
    match member {
        "officer" | "officer2" | "officer_elsewhere" => CompartmentKind::Police,
        "liaison" => CompartmentKind::Liaison,
        "service_worker" | "victim_worker" | "residence_worker" => CompartmentKind::Services,
        _ => CompartmentKind::ChildProtection,
    }
}

/// Writes a record into holdings.
pub(crate) async fn hold_in(
    world: &World,
    member: &str,
    holdings: CompartmentKind,
    person: Person,
) -> RecordId {
    let actor = world.actor(member);
    app::record::hold(&world.app, &actor, holdings, None, person, Marks::default()).await.unwrap()
}

/// The only alert that a member may read.
pub(crate) async fn only_alert(world: &World, member: &str) -> MatchId {
    let list =
        app::matching::list(&world.app, &world.actor(member), app::matching::Which::default()).await.unwrap();
    assert_eq!(list.lines.len(), 1, "{list:?}");
    list.lines[0].id
}
