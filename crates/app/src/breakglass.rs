//! Break-glass: emergency access with a reason, for a short time, told to the owner at once and reviewed by others.

use domain::actor::Actor;
use domain::agency::AgencyKind;
use domain::clock::ClockSubject;
use domain::compartment::CompartmentKind;
use domain::entry::{EntryKind, Event};
use domain::id::{AgencyId, BreakGlassId, CaseId, CompartmentId};
use domain::notice::NoticeKind;
use domain::text::Prose;
use jiff::{SignedDuration, Timestamp};
use packs::{Context, Rules};
use policy::action::{
    AcknowledgeBreakGlass, CloseGlass, ListBreakGlass, OpenGlass, ReadBreakGlass, ReadCase, ReadDirectory,
    ReadEntry, ReviewBreakGlass, RunClocks,
};
use policy::context;
use policy::facts::{CompartmentFacts, EntryFacts, Regime, SystemFacts};
use store::breakglass::Use;
use store::notice::NewNotice;

use crate::case::write;
use crate::clock::{On, happen};
use crate::{App, Error, Fault, Result};

/// The pack's clock that is the time box, its list of reasons, and its events.
const BOX: &str = "break-glass-box";
const REASONS: &str = "break-glass-reasons";
const BROKEN: &str = "glass-broken";
const CLOSED: &str = "glass-closed";
const REVIEWED: &str = "glass-reviewed";
const PAGE: i64 = 200;

/// A compartment that the actor can open in an emergency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// The compartment.
    pub id: CompartmentId,
    /// Its kind.
    pub kind: CompartmentKind,
    /// Its owner in English.
    pub owner_en: String,
    /// Its owner in French.
    pub owner_fr: String,
    /// The number of the owner's duty desk: calling is often enough.
    pub duty_phone: Option<String>,
}

/// What the form for an emergency shows.
#[derive(Debug, Clone)]
pub struct Emergency {
    /// The case's number.
    pub case_number: String,
    /// What can be opened.
    pub closed: Vec<Closed>,
    /// How long access lasts, by the pack.
    pub lasts: SignedDuration,
}

/// A use as its reader sees it, with what the reader can do.
#[derive(Debug, Clone)]
pub struct UseView {
    /// The use.
    pub it: Use,
    /// How often its user read in the case while it ran.
    pub reads: i64,
    /// It runs now.
    pub running: bool,
    /// The reader can end it.
    pub close: bool,
    /// The reader can confirm the notice.
    pub acknowledge: bool,
    /// The reader can review it.
    pub review: bool,
}

/// Whether opening a compartment in an emergency would give the actor anything: they may, and do not read it anyway.
pub(crate) fn would_open(app: &App, actor: &Actor, compartment: &CompartmentFacts) -> bool {
    let entry = EntryFacts {
        id: domain::id::EntryId::from_u128(0),
        compartment: compartment.clone(),
        marks: domain::entry::Marks::default(),
        author: None,
        regime: Regime::None,
    };
    app.may::<OpenGlass>(actor, compartment, &()) && !app.may::<ReadEntry>(actor, &entry, &())
}

/// When access that begins now ends, by the pack's time box.
fn ends(app: &App, rules: Rules<'_>, now: Timestamp) -> Result<Timestamp> {
    let rule =
        rules.clock(BOX).ok_or_else(|| Error::Broken(format!("the packs hold no clock `{BOX}` in force")))?;
    rule.due(now, app.calendar(rules)?).map_err(|error| Error::Broken(error.to_string()))
}

/// What the actor can open in an emergency on a case, and for how long.
///
/// # Errors
/// When the actor may not read the case (told as absent), nothing can be opened (likewise), or the store fails.
pub async fn emergency(app: &App, actor: &Actor, case: CaseId) -> Result<Emergency> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let facts = tx.case_facts(case).await?;
        let seen = app.permit::<ReadCase>(actor, case, facts, &())?;
        let directory = app.permit::<ReadDirectory>(actor, "system", Some(SystemFacts), &())?;
        let agencies = tx.list_agencies(&directory).await?;
        let compartments = tx.compartments_of_case(seen.resource()).await?;
        let held = tx.case(&seen).await?;
        let lasts = ends(app, app.rules_at(tx.now()), tx.now())?.duration_since(tx.now());
        let receipt = tx.commit().await?;
        let agencies = agencies.release(&receipt);
        let closed: Vec<Closed> = compartments
            .into_iter()
            .filter(|compartment| would_open(app, actor, compartment))
            .filter_map(|compartment| {
                let owner = agencies.iter().find(|agency| agency.id == compartment.owner)?;
                Some(Closed {
                    id: compartment.id,
                    kind: compartment.kind,
                    owner_en: owner.name_en.clone(),
                    owner_fr: owner.name_fr.clone(),
                    duty_phone: owner.duty_phone.clone(),
                })
            })
            .collect();
        if closed.is_empty() {
            return Err(Error::NotFound);
        }
        Ok(Emergency { case_number: held.release(&receipt).number, closed, lasts })
    })
    .await
}

/// Opens a compartment to the actor for the pack's time box. The owner's duty desk is told in the same moment; the review
/// begins to wait.
///
/// # Errors
/// When the actor may not (told as absent), the reason is missing, or the store fails.
pub async fn open(
    app: &App,
    actor: &Actor,
    compartment: CompartmentId,
    reason: &str,
    why: Prose,
) -> Result<BreakGlassId> {
    app.recorded(async {
        let member = actor.member().ok_or(Error::SignedOut)?;
        let mut tx = app.begin().await?;
        let facts = tx.compartment_facts(compartment).await?;
        let ok = app.permit::<OpenGlass>(actor, compartment, facts, &())?;
        let rules = app.rules_at(tx.now());
        let list = rules
            .codes(REASONS)
            .ok_or_else(|| Error::Broken(format!("the packs hold no list `{REASONS}`")))?;
        if !list.contains(reason) {
            return Err(Error::Invalid(vec![Fault::new("reason", "glass-reason-missing")]));
        }
        if !would_open(app, actor, ok.resource()) {
            return Err(Error::Invalid(vec![Fault::new("compartment", "glass-open-already")]));
        }
        let until = ends(app, rules, tx.now())?;
        let id = tx.open_glass(&ok, reason, why.as_str(), until).await?;
        let (case, owner) = (ok.resource().case.id, ok.resource().owner);
        let event = Event::new("glass-opened").with("reason", reason);
        write(&mut tx, &ok, case, compartment, EntryKind::Event, event, Some(why.to_string())).await?;
        let notice = NewNotice {
            agency: owner,
            member: None,
            kind: NoticeKind::BreakGlass,
            subject_kind: "break_glass",
            subject_id: id.to_string(),
            case: Some(case),
        };
        tx.notify(&ok, &notice).await?;
        let mut on =
            On::new(ClockSubject::BreakGlass, id, member.agency).on_case(case).for_member(member.member);
        if let Some(oversight) = tx.agencies_of_kind(AgencyKind::Oversight).await?.first() {
            on = on.of_party("oversight", oversight.id);
        }
        happen(app, &mut tx, &ok, BROKEN, &on, &Context::new()).await?;
        tx.tell(&ok, "use", id.to_string());
        tx.tell(&ok, "reason", reason);
        tx.commit().await?;
        Ok(id)
    })
    .await
}

/// One use, for whoever used it, the owner's desk, and the review.
///
/// # Errors
/// When the actor may not read it (told as absent), or the store fails.
pub async fn show(app: &App, actor: &Actor, id: BreakGlassId) -> Result<UseView> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let facts = tx.break_glass_facts(id).await?;
        let ok = app.permit::<ReadBreakGlass>(actor, id, facts, &())?;
        let it = tx.break_glass(&ok).await?;
        let reads = tx.break_glass_reads(&ok, &it.glass).await?;
        let now = tx.now();
        let facts = ok.resource().clone();
        let receipt = tx.commit().await?;
        let it = it.release(&receipt);
        let running = it.glass.from <= now && now < it.glass.until;
        Ok(UseView {
            reads: reads.release(&receipt),
            running,
            close: running && app.may::<CloseGlass>(actor, &facts, &()),
            acknowledge: it.glass.owner_saw_at.is_none()
                && app.may::<AcknowledgeBreakGlass>(actor, &facts, &()),
            review: it.glass.review.is_none() && app.may::<ReviewBreakGlass>(actor, &facts, &()),
            it,
        })
    })
    .await
}

/// The uses that the actor looks after: the review queue for auditors of the oversight body, else what was opened of
/// one's own agency. Those that wait come first.
///
/// # Errors
/// When the actor does neither (told as absent), or the store fails.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Use>> {
    app.recorded(async {
        let member = actor.member().ok_or(Error::SignedOut)?;
        let owner: Option<AgencyId> = (member.agency_kind != AgencyKind::Oversight).then_some(member.agency);
        let mut tx = app.begin_reading().await?;
        let asked = context::ListBreakGlass { owner };
        let ok = app.permit::<ListBreakGlass>(actor, "system", Some(SystemFacts), &asked)?;
        let uses = tx.list_break_glass(&ok, owner, PAGE).await?;
        let uses = uses.map(|rows| app.admit::<ReadBreakGlass, _>(actor, &(), rows));
        tx.tell(&ok, "uses", uses.len());
        let receipt = tx.commit().await?;
        Ok(uses.release(&receipt))
    })
    .await
}

/// Ends one's own use before its time.
///
/// # Errors
/// When it is not the actor's (told as absent), it has ended, or the store fails.
pub async fn close(app: &App, actor: &Actor, id: BreakGlassId) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.break_glass_facts(id).await?;
        let ok = app.permit::<CloseGlass>(actor, id, facts, &())?;
        let seen = app.permit_visible::<ReadBreakGlass>(actor, ok.resource().clone(), &())?;
        tx.close_glass(&ok).await?;
        let it = tx.break_glass(&seen).await?;
        let (case, compartment) = (it.glass.case, it.glass.compartment);
        write(&mut tx, &ok, case, compartment, EntryKind::Event, Event::new("glass-closed"), None).await?;
        let on = On::new(ClockSubject::BreakGlass, id, ok.resource().agency).on_case(case);
        happen(app, &mut tx, &ok, CLOSED, &on, &Context::new()).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Confirms, for the owner, that the notice of a use was seen.
///
/// # Errors
/// When the actor may not (told as absent), it was confirmed before, or the store fails.
pub async fn acknowledge(app: &App, actor: &Actor, id: BreakGlassId) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.break_glass_facts(id).await?;
        let seen = app.permit::<ReadBreakGlass>(actor, id, facts, &())?;
        let ok = app.permit_visible::<AcknowledgeBreakGlass>(actor, seen.resource().clone(), &())?;
        tx.acknowledge_break_glass(&ok).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Writes down what the independent review found, and tells whoever used it and the owner.
///
/// # Errors
/// When the actor may not review it (told as absent where they may not read it), it was reviewed before, or the store
/// fails.
pub async fn review(
    app: &App,
    actor: &Actor,
    id: BreakGlassId,
    justified: bool,
    finding: Prose,
) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.break_glass_facts(id).await?;
        let seen = app.permit::<ReadBreakGlass>(actor, id, facts, &())?;
        let ok = app.permit_visible::<ReviewBreakGlass>(actor, seen.resource().clone(), &())?;
        tx.review_break_glass(&ok, justified, finding.as_str()).await?;
        let facts = ok.resource().clone();
        let mut notice = NewNotice {
            agency: facts.agency,
            member: Some(facts.member),
            kind: NoticeKind::BreakGlass,
            subject_kind: "break_glass",
            subject_id: id.to_string(),
            case: None,
        };
        tx.notify(&ok, &notice).await?;
        (notice.agency, notice.member) = (facts.owner, None);
        tx.notify(&ok, &notice).await?;
        let on = On::new(ClockSubject::BreakGlass, id, facts.agency).on_case(facts.case);
        happen(app, &mut tx, &ok, REVIEWED, &on, &Context::new()).await?;
        tx.tell(&ok, "justified", justified);
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Meets the clocks of uses whose time is over. Access ends by itself; this only keeps the lists of clocks true. Returns
/// how many there were.
///
/// # Errors
/// When the store fails; then nothing was changed.
pub async fn end_expired(app: &App) -> Result<usize> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = app.permit::<RunClocks>(&Actor::System, "system", Some(SystemFacts), &())?;
        let expired = tx.expired_glass(&ok, BOX).await?;
        for (_, clock) in &expired {
            tx.meet_clock(&ok, *clock).await?;
        }
        if expired.is_empty() {
            // Nothing happened: nothing to record.
            tx.rollback().await?;
            return Ok(0);
        }
        tx.tell(&ok, "uses", expired.len());
        tx.commit().await?;
        Ok(expired.len())
    })
    .await
}
