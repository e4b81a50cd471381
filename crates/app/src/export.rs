//! Exporting a case: what leaves, for whom, on which basis, with or without identities.
//!
//! Each entry is decided on its own and leaves only by its own authorisation; the vault, what others hold and what break-
//! glass has opened never do. Without identities nothing that a person typed is exported, because no program can promise
//! that free text does not identify: what remains is coded (what kind of thing, on which day, in which compartment, the
//! event's code), and no name, pronoun, age, telephone, hour or agency stands beside it. Under a publication ban there is
//! no other export.

use domain::actor::Actor;
use domain::agency::AgencyKind;
use domain::compartment::CompartmentKind;
use domain::entry::{EntryKind, Event};
use domain::id::{AgencyId, CaseId};
use jiff::Timestamp;
use jiff::civil::Date;
use policy::action::{ExportCase, ExportEntry, ReadCase, ReadDirectory};
use policy::context;
use policy::facts::SystemFacts;
use serde::Serialize;
use store::disclosure::NewDisclosure;
use store::entry::Told;

use crate::case::{core_of, write};
use crate::{App, Error, Fault, Result};

/// The pack's list of legal bases.
const BASES: &str = "disclosure-bases";
/// The basis that serves only the exporter's own agency.
const OWN_FILE: &str = "own_file";

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Order {
    /// Without anything that identifies the person.
    pub identities_removed: bool,
    /// The agency that it is for.
    pub recipient: AgencyId,
    /// The pack's code of the legal basis.
    pub basis: String,
    /// The basis in words, where the pack asks for them.
    pub words: Option<domain::text::Prose>,
}

/// What leaves of a case. Everything that identifies is an option: without identities it is absent, not blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Export {
    /// The case's number.
    pub case: String,
    /// The pack's case type.
    pub case_type: String,
    /// The pack's stage.
    pub stage: String,
    /// The day on which it was opened.
    pub opened_on: Date,
    /// The day on which it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Date>,
    /// Whether a publication ban holds.
    pub publication_ban: bool,
    /// Whether it leaves without identities.
    pub identities_removed: bool,
    /// The day of the export.
    pub exported_on: Date,
    /// The pack's code of the legal basis.
    pub basis: String,
    /// Whom the case is about, and who works on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identities: Option<Identities>,
    /// Entries, oldest first.
    pub entries: Vec<Exported>,
}

/// What identifies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Identities {
    /// Name used.
    pub name: String,
    /// Pronouns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pronouns: Option<String>,
    /// Age.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<i16>,
    /// Those who take part, by name and agency (English, French).
    pub team: Vec<(String, String, String)>,
    /// Who exported it.
    pub exported_by: String,
    /// For whom (English, French).
    pub recipient: (String, String),
}

/// One entry as it leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exported {
    /// The day on which it happened.
    pub on: Date,
    /// What kind of thing it is.
    pub kind: EntryKind,
    /// The kind of compartment.
    pub compartment: CompartmentKind,
    /// What the system wrote: the event's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// What people wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
}

/// What people wrote, and when and who.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// The moment.
    pub at: Timestamp,
    /// Who.
    pub author: String,
    /// The fact in one line.
    pub title: String,
    /// More words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// A description of violence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitive: Option<String>,
    /// The hash of the document that it tells of; the document itself is handed over apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_blake3: Option<String>,
}

impl Export {
    /// The export as a file for machines.
    ///
    /// # Errors
    /// When it cannot be written down, which is a fault of ours.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string_pretty(self).map_err(|error| Error::Broken(error.to_string()))
    }
}

/// What may leave of an entry without identities: the event's code, and of its values only those that are codes of packs.
fn coded(event: &Event) -> String {
    const SAFE: [&str; 5] = ["from", "to", "part", "identities", "rule"];
    let mut safe = Event::new(&event.message);
    safe.codes = event
        .codes
        .iter()
        .filter(|(name, _)| SAFE.contains(&name.as_str()))
        .map(|(n, c)| (n.clone(), c.clone()))
        .collect();
    safe.to_string()
}

fn exported(app: &App, told: &Told, removed: bool) -> Exported {
    let it = &told.entry;
    let event = it.event();
    let words = (!removed).then(|| Words {
        at: it.at,
        author: it.author_name.clone(),
        title: it.title.clone(),
        body: it.body.clone(),
        sensitive: it.sensitive_body.clone(),
        document_blake3: told.document.as_ref().map(|document| document.hash.clone()),
    });
    Exported {
        on: app.local_date(it.at),
        kind: it.kind,
        compartment: it.compartment_kind,
        event: event.map(|event| if removed { coded(&event) } else { event.to_string() }),
        words,
    }
}

/// What the form of an export offers.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Only without identities: a publication ban holds.
    pub ban: bool,
    /// Agencies that can receive it: id, English, French; the actor's own first.
    pub recipients: Vec<(AgencyId, String, String)>,
}

/// What an export of this case can be.
///
/// # Errors
/// When the actor may not read the case (told as absent) or export it, or the store fails.
pub async fn offer(app: &App, actor: &Actor, id: CaseId) -> Result<Offer> {
    app.recorded(async {
        let mine = actor.member().ok_or(Error::SignedOut)?.agency;
        let mut tx = app.begin_reading().await?;
        let facts = tx.case_facts(id).await?;
        let seen = app.permit::<ReadCase>(actor, id, facts, &())?;
        let removed = context::ExportCase { identities_removed: true };
        let ok = app.permit_visible::<ExportCase>(actor, seen.resource().clone(), &removed)?;
        let directory = app.permit::<ReadDirectory>(actor, "system", Some(SystemFacts), &())?;
        let agencies = tx.list_agencies(&directory).await?;
        tx.tell(&ok, "asked", true);
        let receipt = tx.commit().await?;
        let mut recipients: Vec<_> =
            agencies.release(&receipt).into_iter().map(|it| (it.id, it.name_en, it.name_fr)).collect();
        recipients.sort_by_key(|(agency, ..)| *agency != mine);
        Ok(Offer { ban: seen.resource().publication_ban, recipients })
    })
    .await
}

/// Exports a case for an agency, and writes down that it left.
///
/// # Errors
/// When the actor may not read the case (told as absent) or export it so (a ban), the basis is missing, or the store
/// fails.
pub async fn make(app: &App, actor: &Actor, id: CaseId, order: Order) -> Result<Export> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.case_facts(id).await?;
        let seen = app.permit::<ReadCase>(actor, id, facts, &())?;
        let removed = order.identities_removed;
        let asked = context::ExportCase { identities_removed: removed };
        let ok = app.permit_visible::<ExportCase>(actor, seen.resource().clone(), &asked)?;
        let mine = actor.member().map(|member| member.agency);
        basis(app, &tx, &order, mine)?;
        let directory = app.permit::<ReadDirectory>(actor, "system", Some(SystemFacts), &())?;
        let Some(recipient) = tx.agency(&directory, order.recipient).await?.transpose() else {
            return Err(Error::Invalid(vec![Fault::new("recipient", "export-recipient-missing")]));
        };
        let recipient_kind: AgencyKind = recipient.kind;
        let each = context::ExportEntry { identities_removed: removed, recipient_kind };
        let case = tx.case(&seen).await?;
        let colleagues = tx.colleagues(&seen).await?;
        let mut entries: Option<store::Held<Vec<Exported>>> = None;
        let mut count = 0_usize;
        for facts in tx.entries_of_case(seen.resource()).await? {
            // What may not leave is left out, as if it were not there.
            let Some(leaves) = app.allowed::<ExportEntry>(actor, &facts, &each) else { continue };
            let told = tx.entry(&leaves).await?.map(|told| vec![exported(app, &told, removed)]);
            tx.tell(&leaves, "export", true);
            count += 1;
            entries = Some(match entries.take() {
                None => told,
                Some(before) => store::Held::and(before, told).map(|(mut before, told)| {
                    before.extend(told);
                    before
                }),
            });
        }
        let disclosure = NewDisclosure {
            case: id,
            compartment: None,
            recipient: Some(order.recipient),
            recipient_name: recipient.name_en.clone(),
            basis: order.basis.clone(),
            basis_words: order.words.as_ref().map(ToString::to_string),
            fields: vec![if removed { "entries_coded" } else { "entries" }.into()],
            consent: None,
        };
        let disclosure = tx.write_disclosure(&ok, &disclosure).await?;
        let event = Event::new("exported")
            .with("basis", &order.basis)
            .with("identities", if removed { "no" } else { "yes" })
            .with("recipient", order.recipient);
        let core = core_of(&mut tx, id).await?;
        write(&mut tx, &ok, id, core, EntryKind::Disclosure, event, order.words.map(|it| it.to_string()))
            .await?;
        tx.tell(&ok, "entries", count);
        tx.tell(&ok, "identities_removed", removed);
        tx.tell(&ok, "disclosure", disclosure.to_string());
        let today = app.local_date(tx.now());
        let receipt = tx.commit().await?;
        let case = case.release(&receipt);
        let recipient = recipient.release(&receipt);
        let identities = (!removed).then(|| Identities {
            name: case.subject_name.clone(),
            pronouns: case.subject_pronouns.clone(),
            age: case.subject_age,
            team: colleagues
                .release(&receipt)
                .into_iter()
                .map(|it| (it.name, it.agency_en, it.agency_fr))
                .collect(),
            exported_by: actor.member().map_or_else(String::new, |member| member.name.clone()),
            recipient: (recipient.name_en, recipient.name_fr),
        });
        Ok(Export {
            case: case.number,
            case_type: case.case_type,
            stage: case.stage,
            opened_on: app.local_date(case.opened_at),
            closed_on: case.closed_at.map(|at| app.local_date(at)),
            publication_ban: case.publication_ban,
            identities_removed: removed,
            exported_on: today,
            basis: order.basis,
            identities,
            entries: entries.map_or_else(Vec::new, |entries| entries.release(&receipt)),
        })
    })
    .await
}

fn basis(app: &App, tx: &store::Tx, order: &Order, mine: Option<AgencyId>) -> Result<()> {
    let rules = app.rules_at(tx.now());
    let list =
        rules.codes(BASES).ok_or_else(|| Error::Broken(format!("the packs hold no list `{BASES}`")))?;
    match list.code(&order.basis) {
        None => Err(Error::Invalid(vec![Fault::new("basis", "export-basis-missing")])),
        Some(code) if code.id == OWN_FILE && Some(order.recipient) != mine => {
            Err(Error::Invalid(vec![Fault::new("basis", "export-basis-own")]))
        }
        Some(code) if code.needs_words && order.words.is_none() => {
            Err(Error::Invalid(vec![Fault::new("words", "export-words-missing")]))
        }
        Some(_) => Ok(()),
    }
}
