//! Opening a case, and letting people and compartments into one.

use domain::actor::Actor;
use domain::agency::AgencyKind;
use domain::case::Part;
use domain::clock::ClockSubject;
use domain::compartment::CompartmentKind;
use domain::entry::{EntryKind, Event, Marks};
use domain::id::{AgencyId, CaseId, CompartmentId, MemberId, RecordId};
use domain::notice::NoticeKind;
use packs::{Context, Opens};
use policy::Authorized;
use policy::action::OpenCase;
use store::Tx;
use store::case::{NewCase, SetsUp};
use store::entry::{NewEntry, WritesEntry};
use store::notice::NewNotice;

use crate::clock::{On, happen};
use crate::entry::author_name;
use crate::{App, Error, Fault, Result};

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
pub struct Opening {
    /// The pack's case type.
    pub case_type: String,
    /// Name used.
    pub subject_name: String,
    /// Pronouns.
    pub subject_pronouns: Option<String>,
    /// Age.
    pub subject_age: Option<i16>,
    /// How the person is reached safely.
    pub safe_contact: Option<String>,
    /// The records it is about.
    pub records: Vec<RecordId>,
    /// Who joins besides the one who opens it.
    pub joining: Vec<Joining>,
}

/// A case that was opened.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The case.
    pub id: CaseId,
    /// Its shared core.
    pub core: CompartmentId,
}

/// Opens a case for the actor's agency.
///
/// # Errors
/// When the actor may not, the packs know no such case type or do not let the agency lead it, or the store fails.
pub async fn open(app: &App, actor: &Actor, opening: Opening) -> Result<Opened> {
    app.recorded(async {
        let member = actor.member().ok_or(Error::SignedOut)?;
        let mut tx = app.begin().await?;
        let facts = tx.agency_facts(member.agency).await?;
        let ok = app.permit::<OpenCase>(actor, member.agency, facts, &())?;
        let opened = open_in(app, &mut tx, &ok, opening).await?;
        tx.commit().await?;
        Ok(opened)
    })
    .await
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
    if !case_type.owners.iter().any(|owner| owner == ok.resource().kind.code()) {
        return Err(Error::Invalid(vec![Fault::new("case_type", "answer-not-a-choice")]));
    }
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
        Error::Broken(format!(
            "by the packs an agency of the kind `{owner_kind}` does not hold a shared core"
        ))
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
            kind: if joining.part == Part::Liaison {
                NoticeKind::LiaisonRouted
            } else {
                NoticeKind::CaseJoined
            },
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
pub(crate) async fn write_event<A: WritesEntry>(
    tx: &mut Tx,
    ok: &Authorized<A>,
    case: CaseId,
    compartment: CompartmentId,
    message: &str,
) -> Result<()> {
    write(tx, ok, case, compartment, EntryKind::Event, Event::new(message), None).await
}

/// Writes that something happened: an event with its codes, and words where somebody gave a reason.
pub(crate) async fn write<A: WritesEntry>(
    tx: &mut Tx,
    ok: &Authorized<A>,
    case: CaseId,
    compartment: CompartmentId,
    kind: EntryKind,
    event: Event,
    words: Option<String>,
) -> Result<()> {
    let new = NewEntry {
        kind,
        at: tx.now(),
        author_name: author_name(ok.actor()),
        title: event.to_string(),
        body: words,
        sensitive_body: None,
        marks: Marks::default(),
    };
    tx.write_entry(ok, case, compartment, new).await?;
    Ok(())
}

/// The shared core of a case, where what concerns every agency is written.
pub(crate) async fn core_of(tx: &mut Tx, case: CaseId) -> Result<CompartmentId> {
    let facts = tx.case_facts(case).await?.ok_or(Error::NotFound)?;
    let compartments = tx.compartments_of_case(&facts).await?;
    let core = compartments.iter().find(|facts| facts.kind == CompartmentKind::Core);
    core.map(|facts| facts.id).ok_or_else(|| Error::Broken("the case has no shared core".into()))
}
