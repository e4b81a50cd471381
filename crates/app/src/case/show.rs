//! A case as one reader sees it.

use std::collections::BTreeMap;

use domain::actor::Actor;
use domain::case::{Case, Part};
use domain::clock::{Clock, ClockSubject};
use domain::compartment::CompartmentKind;
use domain::entry::EntryKind;
use domain::id::{AgencyId, CaseId, CompartmentId};
use domain::member::Role;
use domain::task::Task;
use packs::Context;
use policy::action::{
    DoTask, ExportCase, ManageCase, ReadBreakGlass, ReadCase, ReadClock, ReadConsents, ReadEntry, ReadTrail,
    RecordConsent, RouteLiaison, SendServiceReferral, UnrouteLiaison, WriteEntry,
};
use policy::facts::{CaseFacts, CompartmentFacts, TaskFacts};
use policy::{Authorized, context};
use store::breakglass::Use;
use store::case::Colleague;
use store::entry::{Narrow, Tally, Told};
use store::{Held, Tx};

use super::stage::moves;
use crate::clock::{On, happen};
use crate::trail::{Look, latest};
use crate::{App, Result};

/// How many entries one page of a timeline holds.
const PAGE: i64 = 100;
/// How many tasks the side of the page can hold.
const TASKS: i64 = 200;

/// A compartment in which the reader may write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writable {
    /// The compartment.
    pub id: CompartmentId,
    /// Its kind.
    pub kind: CompartmentKind,
    /// Its owner.
    pub owner: AgencyId,
    /// It is the reader's own agency's and not shared by all.
    pub own: bool,
}

/// What the page of a case may offer its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent permissions, each named")]
pub struct Offers {
    /// Change stage, people, charge, ban.
    pub manage: bool,
    /// Route a liaison whom the person asked for.
    pub route_liaison: bool,
    /// Take the routing of the liaison back.
    pub unroute_liaison: bool,
    /// Write down a consent.
    pub record_consent: bool,
    /// Read consents.
    pub read_consents: bool,
    /// Send a referral to a service, given a consent.
    pub send: bool,
    /// Read who looked.
    pub trail: bool,
    /// Export.
    pub export: bool,
    /// Open a compartment in an emergency.
    pub glass: bool,
}

/// A task of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskLine {
    /// The task.
    pub task: Task,
    /// The kind of its compartment.
    pub compartment: CompartmentKind,
    /// Who does it.
    pub assignee: String,
    /// The reader may say that it is done.
    pub mine: bool,
}

/// Emergency access of the reader that runs.
pub type RunningGlass = Use;

/// How many entries the reader may read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tallies {
    /// By kind of compartment; kinds without any are absent.
    pub compartments: BTreeMap<CompartmentKind, i64>,
    /// Of these, how many tell of clocks.
    pub clocks: i64,
}

impl Tallies {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> i64 {
        self.compartments.values().sum()
    }

    fn of(rows: Vec<Tally>) -> Self {
        let mut tallies = Self::default();
        for row in rows {
            *tallies.compartments.entry(row.compartment).or_default() += row.count;
            if row.kind == EntryKind::Clock {
                tallies.clocks += row.count;
            }
        }
        tallies
    }
}

/// A case without its timeline: what stands at the head of each of its pages.
#[derive(Debug, Clone)]
pub struct CaseHead {
    /// The case.
    pub case: Case,
    /// Who takes part.
    pub colleagues: Vec<Colleague>,
    /// The reader's clocks of the case.
    pub clocks: Vec<Clock>,
    /// Where the reader may write, own compartment first.
    pub writable: Vec<Writable>,
    /// The stages that the reader can move the case to now.
    pub moves: Vec<String>,
    /// What the page offers.
    pub offers: Offers,
}

/// A case as one reader sees it.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// The case and who takes part.
    pub head: CaseHead,
    /// The reader's part of the timeline, newest first.
    pub entries: Vec<Told>,
    /// Older entries follow these.
    pub more: bool,
    /// How many entries the reader may read in all.
    pub tallies: Tallies,
    /// Tasks that are not done and that the reader may see.
    pub tasks: Vec<TaskLine>,
    /// The reader's emergency access that runs.
    pub glass: Vec<RunningGlass>,
    /// Who looked last, each person once; empty for those who may not know.
    pub looked: Vec<Look>,
}

fn offers(app: &App, actor: &Actor, facts: &CaseFacts, compartments: &[CompartmentFacts]) -> Offers {
    let declared = context::RouteLiaison { declared_by_self: true };
    let covered =
        context::SendServiceReferral { consent_live: true, fields_covered: true, recipient: facts.owner };
    Offers {
        manage: app.may::<ManageCase>(actor, facts, &()),
        route_liaison: facts.open
            && facts.liaison_agency.is_none()
            && app.may::<RouteLiaison>(actor, facts, &declared),
        unroute_liaison: app.may::<UnrouteLiaison>(actor, facts, &()),
        record_consent: app.may::<RecordConsent>(actor, facts, &()),
        read_consents: app.may::<ReadConsents>(actor, facts, &()),
        send: app.may::<SendServiceReferral>(actor, facts, &covered),
        trail: app.may::<ReadTrail>(actor, facts, &()),
        export: app.may::<ExportCase>(actor, facts, &context::ExportCase { identities_removed: true }),
        glass: compartments.iter().any(|compartment| crate::breakglass::would_open(app, actor, compartment)),
    }
}

/// A case with the newest page of the reader's part of its timeline.
///
/// # Errors
/// When the actor may not read it (told as absent), or the store fails.
pub async fn show(app: &App, actor: &Actor, id: CaseId) -> Result<CaseView> {
    show_part(app, actor, id, &Narrow::default()).await
}

/// The head of a case, for the pages beside its timeline.
///
/// # Errors
/// When the actor may not read it (told as absent), or the store fails.
pub async fn head(app: &App, actor: &Actor, id: CaseId) -> Result<CaseHead> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let facts = tx.case_facts(id).await?;
        let ok = app.permit::<ReadCase>(actor, id, facts, &())?;
        let head = head_in(app, &mut tx, actor, &ok).await?;
        let receipt = tx.commit().await?;
        Ok(head.release(&receipt))
    })
    .await
}

async fn head_in(app: &App, tx: &mut Tx, actor: &Actor, ok: &Authorized<ReadCase>) -> Result<Held<CaseHead>> {
    let facts = ok.resource().clone();
    let compartments = tx.compartments_of_case(&facts).await?;
    let case = tx.case(ok).await?;
    let colleagues = tx.colleagues(ok).await?;
    let clocks = tx.clocks_of_case(ok).await?.map(|rows| app.admit::<ReadClock, _>(actor, &(), rows));
    let offers = offers(app, actor, &facts, &compartments);
    let rules = app.rules_at(tx.now());
    let moves = if offers.manage {
        moves(rules, actor, &case, &facts).iter().map(|transition| transition.to.clone()).collect()
    } else {
        Vec::new()
    };
    let writable = writable(app, actor, compartments);
    Ok(case.and(colleagues).and(clocks).map(|((case, colleagues), clocks)| CaseHead {
        case,
        colleagues,
        clocks,
        writable,
        moves,
        offers,
    }))
}

/// A case with a part of the reader's part of its timeline: one kind of compartment, clocks only, an older page.
///
/// # Errors
/// When the actor may not read it (told as absent), or the store fails.
pub async fn show_part(app: &App, actor: &Actor, id: CaseId, narrow: &Narrow) -> Result<CaseView> {
    app.recorded(async {
        // A liaison's look may meet a clock.
        let liaison = actor.member().is_some_and(|member| member.has(Role::Liaison));
        let mut tx = if liaison { app.begin().await? } else { app.begin_reading().await? };
        let facts = tx.case_facts(id).await?;
        let ok = app.permit::<ReadCase>(actor, id, facts, &())?;
        let facts = ok.resource().clone();
        liaison_knows(app, &mut tx, actor, &ok).await?;
        let head = head_in(app, &mut tx, actor, &ok).await?;
        let compartments = tx.compartments_of_case(&facts).await?;
        let entries = tx.list_entries(&ok, narrow, PAGE + 1).await?;
        let entries = entries.map(|rows| app.admit::<ReadEntry, _>(actor, &(), rows));
        let tallies = tx.tally_entries(&ok).await?;
        let tallies = tallies.map(|rows| Tallies::of(app.sift::<ReadEntry, _>(actor, &(), rows)));
        let set = Narrow { kind: Some(EntryKind::Task), ..Narrow::default() };
        let tasks = tx.list_entries(&ok, &set, TASKS).await?;
        let tasks = tasks.map(|rows| app.admit::<ReadEntry, _>(actor, &(), rows));
        let tasks = tasks.map(|told| task_lines(app, actor, told, &compartments));
        let glass = tx.running_glass(&ok).await?;
        let glass = glass.map(|rows| app.admit::<ReadBreakGlass, _>(actor, &(), rows));
        let looked = latest(app, &mut tx, actor, &facts).await?;
        let opened = |told: &&Told| glass.iter().any(|it| it.glass.compartment == told.entry.compartment);
        let under_glass = entries.iter().filter(opened).count();
        tx.tell(&ok, "entries", entries.len());
        if !glass.is_empty() {
            tx.tell(&ok, "under_glass", under_glass);
        }
        let receipt = tx.commit().await?;
        let mut entries = entries.release(&receipt);
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = entries.len() > page;
        entries.truncate(page);
        Ok(CaseView {
            head: head.release(&receipt),
            entries,
            more,
            tallies: tallies.release(&receipt),
            tasks: tasks.release(&receipt),
            glass: glass.release(&receipt),
            looked: looked.map_or_else(Vec::new, |looked| looked.release(&receipt)),
        })
    })
    .await
}

/// Meets the clock that waits for the liaison to be told: they have opened the case, so they know.
async fn liaison_knows(app: &App, tx: &mut Tx, actor: &Actor, ok: &Authorized<ReadCase>) -> Result<()> {
    let Some(member) = actor.member().filter(|member| member.has(Role::Liaison)) else { return Ok(()) };
    let me = Some(member.member);
    let colleagues = tx.colleagues(ok).await?;
    if colleagues.iter().any(|it| Some(it.member) == me && it.part == Part::Liaison) {
        let on = On::new(ClockSubject::Case, ok.id(), ok.resource().owner).on_case(ok.id());
        happen(app, tx, ok, "liaison-told", &on, &Context::new()).await?;
    }
    Ok(())
}

/// Where the actor may write. The most private first: what is written without thinking must not go to everyone.
fn writable(app: &App, actor: &Actor, compartments: Vec<CompartmentFacts>) -> Vec<Writable> {
    let mine = actor.member().map(|member| member.agency);
    let mut writable: Vec<Writable> = compartments
        .into_iter()
        .filter(|compartment| app.may::<WriteEntry>(actor, compartment, &()))
        .map(|compartment| Writable {
            id: compartment.id,
            kind: compartment.kind,
            owner: compartment.owner,
            own: compartment.kind != CompartmentKind::Core && Some(compartment.owner) == mine,
        })
        .collect();
    writable.sort_by_key(|writable| (!writable.own, writable.kind));
    writable
}

fn task_lines(app: &App, actor: &Actor, told: Vec<Told>, compartments: &[CompartmentFacts]) -> Vec<TaskLine> {
    let mut lines: Vec<TaskLine> = told
        .into_iter()
        .filter_map(|told| {
            let task = told.task.filter(|task| task.done_at.is_none())?;
            let compartment = compartments.iter().find(|facts| facts.id == task.compartment)?;
            let facts = TaskFacts { id: task.id, compartment: compartment.clone(), assignee: task.assignee };
            Some(TaskLine {
                mine: app.may::<DoTask>(actor, &facts, &()),
                compartment: compartment.kind,
                assignee: told.assignee_name.unwrap_or_default(),
                task,
            })
        })
        .collect();
    lines.sort_by_key(|line| (line.task.due_at.is_none(), line.task.due_at, line.task.set_at));
    lines
}

/// The compartments of a case whose entries the actor may read now, marks aside.
pub(crate) async fn readable(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    case: &CaseFacts,
) -> Result<Vec<CompartmentFacts>> {
    let mut readable = Vec::new();
    for compartment in tx.compartments_of_case(case).await? {
        let entry = tx.entry_in(&compartment).await?;
        if app.may::<ReadEntry>(actor, &entry, &()) {
            readable.push(compartment);
        }
    }
    Ok(readable)
}
