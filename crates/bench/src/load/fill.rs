//! Fills a store as a province would: members with their own cases, notes in them, records of several agencies.

use anyhow::Context as _;
use domain::actor::{Actor, MemberActor};
use domain::agency::AgencyKind;
use domain::case::Part;
use domain::compartment::CompartmentKind;
use domain::entry::{EntryKind, Marks};
use domain::id::{CaseId, CompartmentId, ImportId, MemberId};
use domain::member::{Member, Role};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use indicatif::{ProgressBar, ProgressStyle};
use policy::action::{ImportRecords, WriteEntry};
use policy::{Policy, context};
use store::entry::NewEntry;
use store::import::NewImport;
use testkit::World;

use super::invent;

/// Cases of one member.
const EACH: usize = 25;
/// Records of one import.
const CHUNK: usize = 2_000;
/// Who imports, and into what.
const HOLDERS: [(&str, CompartmentKind); 2] =
    [("cas_supervisor", CompartmentKind::ChildProtection), ("police_supervisor", CompartmentKind::Police)];

/// A case with a place to write in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filed {
    /// The case.
    pub(crate) case: CaseId,
    /// Its shared core.
    pub(crate) core: CompartmentId,
}

/// What is in the store.
pub(crate) struct Filled {
    /// Members, each with a sign-in name.
    pub(crate) members: Vec<(String, MemberActor)>,
    /// Their cases, [`EACH`] for each member.
    pub(crate) cases: Vec<Filed>,
    /// How many records.
    pub(crate) people: usize,
}

impl Filled {
    /// The cases of a member.
    pub(crate) fn cases_of(&self, member: usize) -> &[Filed] {
        let from = (member * EACH).min(self.cases.len());
        &self.cases[from..(from + EACH).min(self.cases.len())]
    }
}

fn bar(length: usize, of: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} {eta}");
    let bar = ProgressBar::new(length as u64).with_message(of);
    style.map(|style| bar.clone().with_style(style)).unwrap_or(bar)
}

pub(crate) async fn fill(world: &World, people: usize, cases: usize, notes: usize) -> anyhow::Result<Filled> {
    let policy = Policy::builtin()?;
    let members = members(world, cases.div_ceil(EACH).max(1)).await?;
    records(world, &policy, people).await?;
    let each = notes / cases.max(1);
    let shown = bar(cases, "cases");
    let filed: Vec<Filed> = stream::iter(0..cases)
        .map(|number| {
            let (policy, actor, shown) = (&policy, Actor::Member(members[number / EACH].1.clone()), &shown);
            async move {
                let filed = case(world, policy, &actor, number, each).await?;
                shown.inc(1);
                anyhow::Ok(filed)
            }
        })
        .buffered(16)
        .try_collect()
        .await?;
    shown.finish_and_clear();
    Ok(Filled { members, cases: filed, people })
}

async fn members(world: &World, count: usize) -> anyhow::Result<Vec<(String, MemberActor)>> {
    let mut members = Vec::with_capacity(count);
    let agency = world.agency("cas");
    for number in 0..count {
        let login = format!("w{number}");
        let member = Member {
            id: MemberId::new(),
            agency,
            team: None,
            login: login.clone(),
            name: format!("W. Invented {number}"),
            title_en: "Worker".into(),
            title_fr: "Intervenante".into(),
            phone: None,
            roles: [Role::Worker].into_iter().collect(),
            active: true,
        };
        app::member::add(&world.app, &Actor::System, &member).await?;
        let actor = MemberActor {
            member: member.id,
            agency,
            agency_kind: AgencyKind::ChildProtection,
            team: None,
            roles: member.roles,
            name: member.name,
        };
        members.push((login, actor));
    }
    Ok(members)
}

async fn records(world: &World, policy: &Policy, people: usize) -> anyhow::Result<()> {
    let shown = bar(people, "people");
    for (number, from) in (0..people).step_by(CHUNK).enumerate() {
        let (importer, holdings) = HOLDERS[number % HOLDERS.len()];
        let actor = world.actor(importer);
        let mut tx = world.store.begin(world.now()).await?;
        let agency = actor.member().context("a member")?.agency;
        let facts = tx.agency_facts(agency).await?.context("an agency")?;
        let ok = policy.authorize::<ImportRecords>(&actor, &facts, &context::Hold { holdings })?;
        let to = (from + CHUNK).min(people);
        let records: Vec<_> = (from..to)
            .map(|it| app::record::new_record(format!("P{it}"), invent::person(it), Marks::default()))
            .collect();
        let import = NewImport {
            id: ImportId::new(),
            holdings,
            file_name: format!("invented-{number}.csv"),
            file_hash: format!("{number:064x}"),
            mapping: "bench".into(),
            rows_read: i64::try_from(records.len())?,
        };
        tx.write_import(&ok, &import, &records, &[]).await?;
        tx.commit().await?;
        shown.inc(records.len() as u64);
    }
    shown.finish_and_clear();
    Ok(())
}

async fn case(
    world: &World,
    policy: &Policy,
    actor: &Actor,
    number: usize,
    notes: usize,
) -> anyhow::Result<Filed> {
    let person = invent::person(number);
    let police = world.member("officer");
    let opening = app::case::Opening {
        case_type: "joint-case".into(),
        subject_name: format!("{} {}", person.given_names, person.family_name),
        subject_pronouns: None,
        subject_age: Some(15),
        safe_contact: None,
        records: Vec::new(),
        joining: vec![app::case::Joining {
            member: police.member,
            agency: police.agency,
            agency_kind: AgencyKind::Police,
            part: Part::Worker,
        }],
    };
    let opened = app::case::open(&world.app, actor, opening).await?;
    let mut tx = world.store.begin(world.now()).await?;
    let facts = tx.case_facts(opened.id).await?.context("the case")?;
    let compartments = tx.compartments_of_case(&facts).await?;
    let mine = compartments
        .iter()
        .filter_map(|facts| policy.authorize::<WriteEntry>(actor, facts, &()).ok().map(|ok| (facts.id, ok)));
    let mine: Vec<_> = mine.collect();
    for note in 0..notes {
        let (compartment, ok) = &mine[note % mine.len()];
        let new = NewEntry {
            kind: EntryKind::Note,
            at: world.now(),
            author_name: "W. Invented".into(),
            title: format!("Invented note {note}: seen, safe, and asked for a call back on Thursday"),
            body: Some(BODY.into()),
            sensitive_body: None,
            marks: Marks::default(),
        };
        tx.write_entry(ok, opened.id, *compartment, new).await?;
    }
    tx.commit().await?;
    Ok(Filed { case: opened.id, core: opened.core })
}

const BODY: &str = "She came in herself and stayed for an hour. She wants to finish the school term, and asks that nobody \
    call the home number. Next contact on Thursday after four, by text. The worker on the evening shift knows.";
