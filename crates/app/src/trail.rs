//! Who looked at a case or a record, when and why: the ledger's entries, as far as the reader may know of what was looked at.
//!
//! An act on a compartment that is closed to the reader is not in their list and not counted: it would tell that there is
//! something. A try that was refused is told without the name of who tried.

mod mine;
mod record;

use std::collections::BTreeMap;

use domain::actor::Actor;
use domain::compartment::CompartmentKind;
use domain::id::{CaseId, MemberId};
use jiff::Timestamp;
use ledger::{Entry, Outcome};
use policy::action::{
    ReadBreakGlass, ReadCase, ReadClock, ReadConsents, ReadEntry, ReadServiceReferral, ReadTrail,
};
use policy::facts::{CaseFacts, EntryFacts};
use policy::{Authorized, Candidate};
use store::ledger::TrailName;
use store::{Held, Tx};

use crate::case::readable;
use crate::{App, Result};

pub use mine::{Looked, mine};
pub use record::{RecordTrail, of_record};

/// How many acts one page holds, and how many are read to fill it.
const PAGE: usize = 100;
const READ: i64 = 400;
/// How many people the side of the case's page names.
const LATEST: usize = 3;

/// Who acted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// The reader.
    You,
    /// A member.
    Member {
        /// Their name.
        name: String,
        /// Their agency in English.
        agency_en: String,
        /// Their agency in French.
        agency_fr: String,
    },
    /// Somebody of an agency, whose try was refused.
    Somebody {
        /// The agency in English.
        agency_en: String,
        /// The agency in French.
        agency_fr: String,
    },
    /// The system's own work.
    System,
    /// Somebody without an account.
    Visitor,
}

/// One act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Its number in the ledger.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: Who,
    /// The policy's action.
    pub action: String,
    /// The kind of compartment it was done in; none for the case as a whole.
    pub compartment: Option<CompartmentKind>,
    /// It was not permitted, and nothing was shown.
    pub refused: bool,
    /// The rules of the policy that permitted it, by their `@id`: why.
    pub basis: Vec<String>,
}

/// A page of a trail.
#[derive(Debug, Clone)]
pub struct Trail {
    /// The case's number.
    pub case_number: String,
    /// Acts, newest first.
    pub looks: Vec<Look>,
    /// Older acts lie below this number.
    pub before: Option<u64>,
}

/// What a reader may know of the things that acts were done on.
struct Sight {
    /// Compartments that they read, and their kinds.
    compartments: BTreeMap<String, CompartmentKind>,
    entries: BTreeMap<String, EntryFacts>,
    consents: bool,
}

impl Sight {
    async fn of(app: &App, tx: &mut Tx, actor: &Actor, case: &CaseFacts) -> Result<Self> {
        let compartments = readable(app, tx, actor, case).await?;
        let entries = tx.entries_of_case(case).await?;
        let entries = entries.into_iter().map(|facts| Candidate::new(facts.clone(), facts)).collect();
        let readable_entries = app.sift::<ReadEntry, EntryFacts>(actor, &(), entries);
        Ok(Self {
            compartments: compartments.iter().map(|facts| (facts.id.to_string(), facts.kind)).collect(),
            entries: readable_entries.into_iter().map(|facts| (facts.id.to_string(), facts)).collect(),
            consents: app.may::<ReadConsents>(actor, case, &()),
        })
    }

    /// The kind of compartment of what an act was done on, when the reader may know of it; none within for the whole case.
    async fn sees(
        &self,
        app: &App,
        tx: &mut Tx,
        actor: &Actor,
        entry: &Entry,
    ) -> Result<Option<Option<CompartmentKind>>> {
        let id = entry.resource_id.as_str();
        Ok(match entry.resource_kind.as_str() {
            "case" => Some(None),
            "compartment" => self.compartments.get(id).map(|kind| Some(*kind)),
            "entry" => self.entries.get(id).map(|facts| Some(facts.compartment.kind)),
            "task" => match id.parse() {
                Ok(id) => tx.task_facts(id).await?.and_then(|facts| {
                    self.compartments.get(&facts.compartment.id.to_string()).map(|kind| Some(*kind))
                }),
                Err(_) => None,
            },
            "break_glass" => match id.parse() {
                Ok(id) => {
                    let facts = tx.break_glass_facts(id).await?;
                    facts.filter(|facts| app.may::<ReadBreakGlass>(actor, facts, &())).map(|_| None)
                }
                Err(_) => None,
            },
            "clock" => match id.parse() {
                Ok(id) => {
                    let facts = tx.clock_facts(id).await?;
                    facts.filter(|facts| app.may::<ReadClock>(actor, facts, &())).map(|_| None)
                }
                Err(_) => None,
            },
            "consent" => self.consents.then_some(None),
            "service_referral" => match id.parse() {
                Ok(id) => {
                    let facts = tx.service_referral_facts(id).await?;
                    facts.filter(|facts| app.may::<ReadServiceReferral>(actor, facts, &())).map(|_| None)
                }
                Err(_) => None,
            },
            _ => None,
        })
    }
}

fn who(entry: &Entry, me: Option<MemberId>, names: &BTreeMap<String, TrailName>) -> Who {
    match (entry.actor.as_str(), names.get(&entry.actor)) {
        ("system", _) => Who::System,
        (actor, _) if me.is_some_and(|me| me.to_string() == actor) => Who::You,
        (_, Some(name)) if entry.outcome == Outcome::Refused => {
            Who::Somebody { agency_en: name.agency_en.clone(), agency_fr: name.agency_fr.clone() }
        }
        (_, Some(name)) => Who::Member {
            name: name.name.clone(),
            agency_en: name.agency_en.clone(),
            agency_fr: name.agency_fr.clone(),
        },
        _ => Who::Visitor,
    }
}

fn look(
    entry: &Entry,
    me: Option<MemberId>,
    names: &BTreeMap<String, TrailName>,
    compartment: Option<CompartmentKind>,
) -> Look {
    let refused = entry.outcome == Outcome::Refused;
    Look {
        seq: entry.seq,
        at: entry.at,
        who: who(entry, me, names),
        action: entry.action.clone(),
        compartment,
        refused,
        // Of a refusal these would be the barriers, which say what somebody else was after.
        basis: if refused { Vec::new() } else { entry.basis.clone() },
    }
}

/// The acts that the reader may know of, newest first, and the number below which older ones lie.
async fn looks(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    ok: &Authorized<ReadTrail>,
    before: Option<u64>,
) -> Result<Held<(Vec<Look>, Option<u64>)>> {
    let me = actor.member().map(|member| member.member);
    let sight = Sight::of(app, tx, actor, ok.resource()).await?;
    let entries = tx.trail(ok, before, READ).await?;
    let names = tx.trail_names(ok, &entries).await?;
    let mut looks: Vec<Look> = Vec::new();
    let mut older = None;
    for entry in entries.iter() {
        if looks.len() == PAGE {
            break;
        }
        older = Some(entry.seq);
        let Some(compartment) = sight.sees(app, tx, actor, entry).await? else { continue };
        looks.push(look(entry, me, &names, compartment));
    }
    let all_read = entries.len() < usize::try_from(READ).unwrap_or(usize::MAX);
    let last = entries.last().map(|entry| entry.seq);
    let older = if all_read && older == last { None } else { older };
    Ok(entries.map(|_| (looks, older)))
}

/// Who looked at a case.
///
/// # Errors
/// When the actor may not read the case (told as absent) or its trail, or the store fails.
pub async fn show(app: &App, actor: &Actor, id: CaseId, before: Option<u64>) -> Result<Trail> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let facts = tx.case_facts(id).await?;
        let seen = app.permit::<ReadCase>(actor, id, facts, &())?;
        let ok = app.permit_visible::<ReadTrail>(actor, seen.resource().clone(), &())?;
        let case = tx.case(&seen).await?;
        let found = looks(app, &mut tx, actor, &ok, before).await?;
        tx.tell(&ok, "acts", found.0.len());
        let receipt = tx.commit().await?;
        let (looks, before) = found.release(&receipt);
        Ok(Trail { case_number: case.release(&receipt).number, looks, before })
    })
    .await
}

/// All that [`show`] tells of a case, page by page, for a file. That it was taken out is recorded as such.
///
/// # Errors
/// When the actor may not read the case (told as absent) or its trail, or the store fails.
pub async fn export(app: &App, actor: &Actor, id: CaseId) -> Result<Trail> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let facts = tx.case_facts(id).await?;
        let seen = app.permit::<ReadCase>(actor, id, facts, &())?;
        let ok = app.permit_visible::<ReadTrail>(actor, seen.resource().clone(), &())?;
        let case = tx.case(&seen).await?;
        let (mut parts, mut before) = (Vec::new(), None);
        loop {
            let part = looks(app, &mut tx, actor, &ok, before).await?;
            before = part.1;
            parts.push(part);
            if before.is_none() {
                break;
            }
        }
        tx.tell(&ok, "exported", true);
        tx.tell(&ok, "acts", parts.iter().map(|part| part.0.len()).sum::<usize>());
        let receipt = tx.commit().await?;
        let looks = parts.into_iter().flat_map(|part| part.release(&receipt).0).collect();
        Ok(Trail { case_number: case.release(&receipt).number, looks, before: None })
    })
    .await
}

/// Who looked last, each person once; none for those who may not know.
pub(crate) async fn latest(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    case: &CaseFacts,
) -> Result<Option<Held<Vec<Look>>>> {
    let Some(ok) = app.allowed::<ReadTrail>(actor, case, &()) else { return Ok(None) };
    let found = looks(app, tx, actor, &ok, None).await?;
    Ok(Some(found.map(|(looks, _)| {
        let mut people: Vec<Look> = Vec::new();
        for look in looks {
            let person = matches!(look.who, Who::You | Who::Member { .. });
            if person && !look.refused && people.iter().all(|it| it.who != look.who) {
                people.push(look);
            }
        }
        people.truncate(LATEST);
        people
    })))
}

#[cfg(test)]
mod tests {
    use domain::id::AgencyId;

    use super::*;

    #[test]
    fn a_refused_try_names_the_agency_and_not_the_person() {
        let name = TrailName {
            name: "Somebody Invented".into(),
            agency: AgencyId::from_u128(1),
            agency_en: "Northgate Police (example)".into(),
            agency_fr: "Police de Northgate (exemple)".into(),
        };
        let id = MemberId::from_u128(2).to_string();
        let names = BTreeMap::from([(id.clone(), name)]);
        let draft = |outcome| {
            let draft =
                ledger::Draft::new(Timestamp::UNIX_EPOCH, id.clone(), "ReadCase", "case", "x", outcome);
            ledger::Chain::append(ledger::GENESIS, draft).unwrap()
        };
        let told = format!("{:?}", who(&draft(Outcome::Refused), None, &names));
        assert!(told.contains("Northgate") && !told.contains("Somebody Invented"), "{told}");
        assert!(matches!(who(&draft(Outcome::Done), None, &names), Who::Member { .. }));
        assert_eq!(who(&draft(Outcome::Done), Some(MemberId::from_u128(2)), &names), Who::You);
    }
}
