//! Cases: opened with legally separate compartments, read as one timeline of which each person sees their part.

use domain::actor::Actor;
use domain::agency::AgencyKind;
use domain::case::{Case, Part};
use domain::clock::{Clock, ClockSubject};
use domain::compartment::CompartmentKind;
use domain::entry::{Entry, EntryKind, Marks};
use domain::id::{AgencyId, CaseId, CompartmentId, MemberId, RecordId};
use domain::notice::NoticeKind;
use packs::{Context, Opens};
use policy::action::{
    ExportCase, ListCases, ManageCase, OpenCase, ReadCase, ReadClock, ReadConsents, ReadEntry, ReadTrail, RecordConsent,
    RouteLiaison, SendServiceReferral, WriteEntry,
};
use policy::context;
use policy::facts::{CaseFacts, SystemFacts};
use policy::Authorized;
use store::case::{Colleague, NewCase, SetsUp};
use store::entry::NewEntry;
use store::notice::NewNotice;
use store::Tx;

use crate::clock::{On, happen};
use crate::entry::author_name;
use crate::{App, Error, Result};

/// How many entries and cases one page holds.
const PAGE: i64 = 200;

/// Someone who joins a case as it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joining {
    /// The member.
    pub member: MemberId,
    /// Their agency.
    pub agency: AgencyId,
    /// Its kind.
    pub agency_kind: AgencyKind,
    /// Their part.
    pub part: Part,
}

/// What is known when a case opens.
#[derive(Debug, Clone)]
pub(crate) struct Opening {
    /// The pack's case type.
    pub(crate) case_type: String,
    /// Name used.
    pub(crate) subject_name: String,
    /// Pronouns.
    pub(crate) subject_pronouns: Option<String>,
    /// Age.
    pub(crate) subject_age: Option<i16>,
    /// How the person is reached safely.
    pub(crate) safe_contact: Option<String>,
    /// The records it is about.
    pub(crate) records: Vec<RecordId>,
    /// Who joins besides the one who opens it.
    pub(crate) joining: Vec<Joining>,
}

/// A case that was opened.
#[derive(Debug, Clone)]
pub(crate) struct Opened {
    /// The case.
    pub(crate) id: CaseId,
    /// Its shared core.
    pub(crate) core: CompartmentId,
}

/// Opens a case inside a transaction: number, compartments by the pack, people, first entry, clocks, notices.
pub(crate) async fn open_in(
    app: &App,
    tx: &mut Tx,
    ok: &Authorized<OpenCase>,
    opening: Opening,
) -> Result<Opened> {
    let rules = app.rules_at(tx.now());
    let unknown = || Error::Broken(format!("the packs hold no case type `{}` in force", opening.case_type));
    let case_type = rules.case_type(&opening.case_type).ok_or_else(unknown)?;
    let id = CaseId::new();
    let new = NewCase {
        id,
        series: case_type.prefix.clone(),
        case_type: case_type.id.clone(),
        stage: case_type.first_stage.clone(),
        subject_name: opening.subject_name,
        subject_pronouns: opening.subject_pronouns,
        subject_age: opening.subject_age,
        safe_contact: opening.safe_contact,
    };
    let case = tx.open_case(ok, new).await?;
    let owner = ok.id();
    let owner_kind = ok.resource().kind;
    let mut core = None;
    for rule in case_type.compartments() {
        let Some(kind) = CompartmentKind::from_code(&rule.id) else {
            return Err(Error::Broken(format!("the packs name an unknown compartment `{}`", rule.id)));
        };
        if rule.opens == Opens::WithCase && rule.held_by.iter().any(|held_by| held_by == owner_kind.code()) {
            let compartment = tx.open_compartment(ok, id, kind, owner).await?;
            if kind == CompartmentKind::Core {
                core = Some(compartment);
            }
        }
    }
    let core = core.ok_or_else(|| {
        Error::Broken(format!("by the packs an agency of the kind `{owner_kind}` does not hold a shared core"))
    })?;
    for record in opening.records {
        tx.add_subject(ok, id, record, "subject").await?;
    }
    if let Some(member) = ok.actor().member() {
        tx.add_participant(ok, id, member.member, Part::Lead).await?;
    }
    for joining in &opening.joining {
        join_in(app, tx, ok, id, &case.case_type, joining).await?;
    }
    write_event(tx, ok, id, core, "case-opened").await?;
    let mut on = On::new(ClockSubject::Case, id, owner).on_case(id);
    if let Some(member) = ok.actor().member() {
        on = on.for_member(member.member);
    }
    let mut context = Context::new();
    if let Some(age) = case.subject_age.and_then(|age| u8::try_from(age).ok()) {
        context = context.with_age(age);
    }
    happen(app, tx, ok, &case_type.opens_on, &on, &context).await?;
    Ok(Opened { id, core })
}

/// Lets a member join a case; the compartments that their agency holds by the pack open with the first of its members.
pub(crate) async fn join_in<A: SetsUp>(
    app: &App,
    tx: &mut Tx,
    ok: &Authorized<A>,
    case: CaseId,
    case_type: &str,
    joining: &Joining,
) -> Result<()> {
    tx.add_participant(ok, case, joining.member, joining.part).await?;
    open_held(app, tx, ok, case, case_type, joining, Opens::WhenJoined).await?;
    tx.notify(
        ok,
        &NewNotice {
            agency: joining.agency,
            member: Some(joining.member),
            kind: if joining.part == Part::Liaison { NoticeKind::LiaisonRouted } else { NoticeKind::CaseJoined },
            subject_kind: "case",
            subject_id: case.to_string(),
            case: Some(case),
        },
    )
    .await?;
    Ok(())
}

/// Opens the compartments of a case that an agency holds by the pack and that open on this occasion, unless they are open.
pub(crate) async fn open_held<A: SetsUp>(
    app: &App,
    tx: &mut Tx,
    ok: &Authorized<A>,
    case: CaseId,
    case_type: &str,
    joining: &Joining,
    occasion: Opens,
) -> Result<Vec<CompartmentId>> {
    let facts = tx.case_facts(case).await?.ok_or(Error::NotFound)?;
    let there = tx.compartments_of_case(&facts).await?;
    let mut opened = Vec::new();
    let rules = app.rules_at(tx.now());
    for rule in rules.case_type(case_type).map_or(&[][..], |case_type| case_type.compartments()) {
        let holds = rule.held_by.iter().any(|held_by| held_by == joining.agency_kind.code());
        let Some(kind) = CompartmentKind::from_code(&rule.id) else { continue };
        let open = there.iter().any(|facts| facts.kind == kind && facts.owner == joining.agency);
        if rule.opens == occasion && holds && !open {
            opened.push(tx.open_compartment(ok, case, kind, joining.agency).await?);
        }
    }
    Ok(opened)
}

/// Writes that something happened, as a message id that pages word in the reader's language.
pub(crate) async fn write_event<A: store::entry::WritesEntry>(
    tx: &mut Tx,
    ok: &Authorized<A>,
    case: CaseId,
    compartment: CompartmentId,
    message: &str,
) -> Result<()> {
    let new = NewEntry {
        kind: EntryKind::Event,
        at: tx.now(),
        author_name: author_name(ok.actor()),
        title: format!("event-{message}"),
        body: None,
        sensitive_body: None,
        marks: Marks::default(),
    };
    tx.write_entry(ok, case, compartment, new).await?;
    Ok(())
}

/// A compartment in which the reader may write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writable {
    /// The compartment.
    pub id: CompartmentId,
    /// Its kind.
    pub kind: CompartmentKind,
    /// Its owner.
    pub owner: AgencyId,
}

/// What the page of a case may offer its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent permissions, each named")]
pub struct Offers {
    /// Change stage, people, charge, ban.
    pub manage: bool,
    /// Route a liaison whom the person asked for.
    pub route_liaison: bool,
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
}

/// A case as one reader sees it.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// The case.
    pub case: Case,
    /// Who takes part.
    pub colleagues: Vec<Colleague>,
    /// The reader's part of the timeline, newest first.
    pub entries: Vec<Entry>,
    /// The reader's clocks of the case.
    pub clocks: Vec<Clock>,
    /// Where the reader may write, own compartment first.
    pub writable: Vec<Writable>,
    /// What the page offers.
    pub offers: Offers,
}

fn offers(app: &App, actor: &Actor, facts: &CaseFacts) -> Offers {
    let declared = context::RouteLiaison { declared_by_self: true };
    let covered = context::SendServiceReferral { consent_live: true, fields_covered: true, recipient: facts.owner };
    Offers {
        manage: app.may::<ManageCase>(actor, facts, &()),
        route_liaison: app.may::<RouteLiaison>(actor, facts, &declared),
        record_consent: app.may::<RecordConsent>(actor, facts, &()),
        read_consents: app.may::<ReadConsents>(actor, facts, &()),
        send: app.may::<SendServiceReferral>(actor, facts, &covered),
        trail: app.may::<ReadTrail>(actor, facts, &()),
        export: app.may::<ExportCase>(actor, facts, &context::ExportCase { identities_removed: true }),
    }
}

/// A case with the reader's part of its timeline.
///
/// # Errors
/// When the actor may not read it (told as absent), or the store fails.
pub async fn show(app: &App, actor: &Actor, id: CaseId) -> Result<CaseView> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.case_facts(id).await?;
        let ok = app.permit::<ReadCase>(actor, id, facts, &())?;
        let facts = ok.resource().clone();
        let case = tx.case(&ok).await?;
        let colleagues = tx.colleagues(&ok).await?;
        let entries =
            tx.list_entries(&ok, PAGE).await?.map(|rows| app.admit::<ReadEntry, _>(actor, &(), rows));
        let clocks = tx.clocks_of_case(&ok).await?.map(|rows| app.admit::<ReadClock, _>(actor, &(), rows));
        let mine = actor.member().map(|member| member.agency);
        let mut writable: Vec<Writable> = tx
            .compartments_of_case(&facts)
            .await?
            .into_iter()
            .filter(|compartment| app.may::<WriteEntry>(actor, compartment, &()))
            .map(|compartment| Writable { id: compartment.id, kind: compartment.kind, owner: compartment.owner })
            .collect();
        // The most private first: what is written without thinking must not go to everyone.
        writable.sort_by_key(|writable| (writable.kind == CompartmentKind::Core, Some(writable.owner) != mine));
        tx.tell(&ok, "entries", entries.len());
        let receipt = tx.commit().await?;
        Ok(CaseView {
            case: case.release(&receipt),
            colleagues: colleagues.release(&receipt),
            entries: entries.release(&receipt),
            clocks: clocks.release(&receipt),
            writable,
            offers: offers(app, actor, &facts),
        })
    })
    .await
}

/// The cases that the actor may read, newest first.
///
/// # Errors
/// When the store fails.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Case>> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = app.permit::<ListCases>(actor, "system", Some(SystemFacts), &())?;
        let cases = tx.list_cases(&ok, PAGE).await?.map(|rows| app.admit::<ReadCase, _>(actor, &(), rows));
        tx.tell(&ok, "cases", cases.len());
        let receipt = tx.commit().await?;
        Ok(cases.release(&receipt))
    })
    .await
}
