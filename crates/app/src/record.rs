//! Records: written into an agency's own holdings, read by it, found and linked by what they say.

use domain::actor::Actor;
use domain::compartment::CompartmentKind;
use domain::entry::Marks;
use domain::id::RecordId;
use domain::record::{Import, Person, Record};
use linkage::{Address, PartialDate, PersonFields};
use policy::Authorized;
use policy::action::{HoldRecord, KnowHolder, ListRecords, ReadRecord, ReadRecordTrail};
use policy::context;
use store::Tx;
use store::record::{HoldsRecords, NewRecord, SearchToken};

use crate::search::{Contact, contact};
use crate::{App, Error, Result, matching};

/// A record as its holder reads it.
#[derive(Debug, Clone)]
pub struct RecordView {
    /// The record.
    pub record: Record,
    /// The import that brought it, when the reader belongs to the holder.
    pub import: Option<Import>,
    /// It is linked with records of others: whom to call there.
    pub linked: Vec<Contact>,
    /// It is linked with a record whose holder the reader may not be told of, or with another of the holder's own.
    pub has_identity: bool,
    /// Whether the actor may see who looked at it.
    pub trail: bool,
}

/// What linkage and search look at.
pub(crate) fn fields(key: impl ToString, person: &Person) -> PersonFields {
    let address = Address {
        street_number: person.street_number.clone(),
        street: person.street.clone(),
        locality: person.town.clone(),
        postcode: person.postcode.clone(),
        region: person.region.clone(),
    };
    PersonFields {
        key: key.to_string(),
        given_names: person.given_names.split_whitespace().map(str::to_owned).collect(),
        family_name: Some(person.family_name.clone()).filter(|name| !name.is_empty()),
        aliases: person.aliases.clone(),
        date_of_birth: person.born.as_deref().and_then(PartialDate::parse),
        gender: person.sex.clone(),
        phones: person.phones.clone(),
        addresses: if address == Address::default() { Vec::new() } else { vec![address] },
        identifiers: person
            .identifiers
            .iter()
            .map(|(kind, value)| linkage::Identifier { kind: kind.clone(), value: value.clone() })
            .collect(),
    }
}

/// Under what a record is found.
pub(crate) fn tokens(fields: &PersonFields) -> Vec<SearchToken> {
    linkage::tokens(fields)
        .into_iter()
        .map(|token| SearchToken {
            kind: token.kind.as_str(),
            field: token.field.as_str(),
            value: token.value,
        })
        .collect()
}

/// A record as the store takes it, with the tokens under which it is found.
#[must_use]
pub fn new_record(source_key: String, person: Person, marks: Marks) -> NewRecord {
    let id = RecordId::new();
    let tokens = tokens(&fields(id, &person));
    NewRecord { id, source_key, person, marks, tokens }
}

/// Writes a record inside a transaction and compares it with what is known, in milliseconds. Without a key of the
/// holder's, its id is its key.
pub(crate) async fn hold_in<A: HoldsRecords>(
    app: &App,
    tx: &mut Tx,
    ok: &Authorized<A>,
    holdings: CompartmentKind,
    source_key: Option<String>,
    person: Person,
    marks: Marks,
) -> Result<RecordId> {
    let mut new = new_record(source_key.unwrap_or_default(), person, marks);
    if new.source_key.is_empty() {
        new.source_key = new.id.to_string();
    }
    tx.hold_record(ok, holdings, &new).await?;
    tx.tell(ok, "record", new.id.to_string());
    matching::link_record(app, tx, new.id, &new.person).await?;
    Ok(new.id)
}

/// Writes a record into the holdings of the actor's agency.
///
/// # Errors
/// When the actor may not write there, the holdings have the key already ([`Error::Conflict`]), or the store fails.
pub async fn hold(
    app: &App,
    actor: &Actor,
    holdings: CompartmentKind,
    source_key: Option<String>,
    person: Person,
    marks: Marks,
) -> Result<RecordId> {
    app.recorded(async {
        let member = actor.member().ok_or(Error::SignedOut)?;
        let mut tx = app.begin().await?;
        let facts = tx.agency_facts(member.agency).await?;
        let ok = app.permit::<HoldRecord>(actor, member.agency, facts, &context::Hold { holdings })?;
        let id = hold_in(app, &mut tx, &ok, holdings, source_key, person, marks).await?;
        tx.commit().await?;
        Ok(id)
    })
    .await
}

/// A record, where it comes from, and with whom it is linked.
///
/// # Errors
/// When the actor may not read it (told as absent), or the store fails.
pub async fn show(app: &App, actor: &Actor, id: RecordId) -> Result<RecordView> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let facts = tx.record_facts(id).await?;
        let ok = app.permit::<ReadRecord>(actor, id, facts, &())?;
        let record = tx.record(&ok).await?;
        let identity = tx.identity(&ok).await?;
        let holders = tx.linked_holders(&ok).await?.map(|rows| app.admit::<KnowHolder, _>(actor, &(), rows));
        let mut linked = Vec::new();
        for holder in holders.iter() {
            let contact = contact(app, &mut tx, &ok, actor, holder).await?;
            if !linked.contains(&contact) {
                linked.push(contact);
            }
        }
        let mine = actor.member().is_some_and(|member| member.agency == record.owner);
        let import = match (mine, record.import) {
            (true, Some(import)) => {
                let agency = tx.agency_facts(record.owner).await?;
                let ok = app.permit::<ListRecords>(actor, record.owner, agency, &())?;
                Some(tx.import(&ok, import).await?)
            }
            _ => None,
        };
        tx.tell(&ok, "linked", linked.len());
        let trail = app.may::<ReadRecordTrail>(actor, ok.resource(), &());
        let receipt = tx.commit().await?;
        Ok(RecordView {
            record: record.release(&receipt),
            import: import.and_then(|import| import.release(&receipt)),
            has_identity: identity.release(&receipt).is_some(),
            linked,
            trail,
        })
    })
    .await
}
