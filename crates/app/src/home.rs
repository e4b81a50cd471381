//! "What needs me now": each person's first page.

use domain::actor::{Actor, MemberActor};
use domain::case::Case;
use domain::clock::{Clock, ClockStatus, ClockSubject};
use domain::id::{CaseId, NoticeId};
use domain::member::Role;
use domain::notice::Notice;
use domain::referral::{Referral, ReferralState};
use jiff::{SignedDuration, Timestamp};
use packs::ClockRule;
use policy::action::{
    ListCases, ListClocks, ListReferrals, OpenCase, ReadCase, ReadClock, ReadReferral, StopClock, UseAccount,
};
use policy::facts::{ClockFacts, SystemFacts};
pub use store::waiting::{OwnTask, Waiting};
use store::{Held, Tx};

use crate::{App, Error, Result};

mod note;

pub use note::note;

/// How long a clock that was met or stopped stays on the page.
const STAYS: SignedDuration = SignedDuration::from_hours(24);
const PAGE: i64 = 100;

/// A clock with its rule, and with what the reader may know of the thing it hangs on.
#[derive(Debug, Clone)]
pub struct ClockLine<'a> {
    /// The clock.
    pub clock: Clock,
    /// How it stands now.
    pub status: ClockStatus,
    /// What it is about, when the reader may read that.
    pub about: About,
    /// Its rule, as it was when the clock started.
    pub rule: Option<&'a ClockRule>,
    /// Whether it falls on the reader: by name, or by their role where no one is named.
    pub mine: bool,
    /// Whether the reader may stop it; by the policy and by the rule.
    pub may_stop: bool,
    /// Whether the reader may let it run again.
    pub may_resume: bool,
}

/// What a clock or notice is about, as far as the reader may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A case.
    Case {
        /// Its id.
        id: CaseId,
        /// Its number.
        number: String,
        /// Name used.
        name: String,
        /// Age.
        age: Option<i16>,
    },
    /// A referral that came in.
    Referral {
        /// Its id.
        id: String,
        /// Its number.
        number: String,
        /// Name used, when it was told.
        name: Option<String>,
        /// Age, when it was told.
        age: Option<String>,
    },
    /// Something else, by kind and id.
    Other {
        /// The kind.
        kind: ClockSubject,
        /// The id.
        id: String,
    },
}

/// What the actor works on: clocks, cases and referrals that they may read.
pub(crate) struct Work {
    actor: Actor,
    clocks: Vec<Clock>,
    cases: Vec<Case>,
    referrals: Vec<Referral>,
    tasks: Vec<OwnTask>,
}

/// Reads what the actor works on; none for roles that work on no cases. Clocks that ended are there when they ended after
/// `since`.
pub(crate) async fn work(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
    since: Timestamp,
    limit: i64,
) -> Result<Option<Held<Work>>> {
    let member = actor.member().ok_or(Error::SignedOut)?;
    let agency = tx.agency_facts(member.agency).await?.ok_or(Error::NotFound)?;
    if !app.may::<ListClocks>(actor, &agency, &()) {
        return Ok(None);
    }
    let clocks_ok = app.permit_visible::<ListClocks>(actor, agency.clone(), &())?;
    let cases_ok = app.permit_visible::<ListCases>(actor, SystemFacts, &())?;
    let referrals_ok = app.permit_visible::<ListReferrals>(actor, agency, &())?;
    let clocks = tx.list_clocks(&clocks_ok, since, limit).await?;
    let clocks = clocks.map(|rows| app.admit::<ReadClock, _>(actor, &(), rows));
    let cases = tx.list_cases(&cases_ok, limit).await?;
    let cases = cases.map(|rows| app.admit::<ReadCase, _>(actor, &(), rows));
    let referrals = tx.list_referrals(&referrals_ok, limit).await?;
    let referrals = referrals.map(|rows| app.admit::<ReadReferral, _>(actor, &(), rows));
    let tasks = tx.own_tasks(&cases_ok, limit).await?;
    tx.tell(&clocks_ok, "clocks", clocks.len());
    tx.tell(&cases_ok, "cases", cases.len());
    tx.tell(&referrals_ok, "referrals", referrals.len());
    let actor = actor.clone();
    let work = clocks.and(cases).and(referrals).and(tasks);
    Ok(Some(work.map(|(((clocks, cases), referrals), tasks)| Work {
        actor,
        clocks,
        cases,
        referrals,
        tasks,
    })))
}

impl Work {
    /// The clocks, most urgent first.
    pub(crate) fn lines<'a>(&self, app: &'a App, member: &MemberActor, at: Timestamp) -> Vec<ClockLine<'a>> {
        let mut lines: Vec<ClockLine<'a>> =
            self.clocks.iter().map(|clock| self.line(app, member, clock, at)).collect();
        lines.sort_by_key(|line| (line.status as u8, line.clock.due_at));
        lines
    }

    fn line<'a>(&self, app: &'a App, member: &MemberActor, clock: &Clock, at: Timestamp) -> ClockLine<'a> {
        let rule = app.rules_at(clock.started_at).clock(&clock.rule);
        let my_role =
            rule.is_none_or(|rule| Role::from_code(&rule.acts.role).is_none_or(|role| member.has(role)));
        let facts = ClockFacts { id: clock.id, agency: clock.agency, member: clock.member, case: clock.case };
        let stoppable = clock.met_at.is_none()
            && rule.is_some_and(|rule| rule.may_stop)
            && app.may::<StopClock>(&self.actor, &facts, &());
        ClockLine {
            status: clock.status(at),
            about: self.about(clock),
            mine: clock.member.map_or(my_role, |named| named == member.member),
            may_stop: stoppable && clock.stopped_at.is_none(),
            may_resume: stoppable && clock.stopped_at.is_some(),
            rule,
            clock: clock.clone(),
        }
    }

    fn about(&self, clock: &Clock) -> About {
        let case = clock.case.and_then(|id| self.cases.iter().find(|case| case.id == id));
        if let Some(case) = case {
            return About::Case {
                id: case.id,
                number: case.number.clone(),
                name: case.subject_name.clone(),
                age: case.subject_age,
            };
        }
        match self.referrals.iter().find(|referral| referral.id.to_string() == clock.subject_id) {
            Some(referral) => {
                let first =
                    |question: &str| referral.answers.get(question).and_then(|given| given.first()).cloned();
                About::Referral {
                    id: clock.subject_id.clone(),
                    number: referral.number.clone(),
                    name: first("name_used"),
                    age: first("age"),
                }
            }
            None => About::Other { kind: clock.subject, id: clock.subject_id.clone() },
        }
    }
}

/// The first page.
#[derive(Debug, Clone)]
pub struct Home<'a> {
    /// When the page was made.
    pub at: Timestamp,
    /// Clocks that fall on the reader, most urgent first.
    pub clocks: Vec<ClockLine<'a>>,
    /// How many clocks of the agency run that the reader may read, for supervisors who watch over all of them.
    pub of_the_unit: Option<usize>,
    /// Cases that the reader may read and that are open, newest first.
    pub cases: Vec<Case>,
    /// Referrals that wait for an answer.
    pub referrals: Vec<Referral>,
    /// What the reader has been asked to do, soonest first.
    pub tasks: Vec<OwnTask>,
    /// Notices, unseen first.
    pub notices: Vec<Notice>,
    /// How much waits on each list.
    pub waiting: Waiting,
    /// Whether the reader works on cases at all.
    pub casework: bool,
    /// Whether the reader may open a case, and so take a referral up.
    pub opens_cases: bool,
}

impl Home<'_> {
    /// How many clocks run.
    #[must_use]
    pub fn running(&self) -> usize {
        self.clocks.iter().filter(|line| runs(line.status)).count()
    }

    /// How many notices were not seen.
    #[must_use]
    pub fn unseen(&self) -> usize {
        self.notices.iter().filter(|notice| notice.seen_at.is_none()).count()
    }
}

fn runs(status: ClockStatus) -> bool {
    !matches!(status, ClockStatus::Met | ClockStatus::Stopped)
}

/// What needs the actor now.
///
/// # Errors
/// When the actor is not a member, or the store fails.
pub async fn now<'a>(app: &'a App, actor: &Actor) -> Result<Home<'a>> {
    app.recorded(async {
        let member = actor.member().ok_or(Error::SignedOut)?;
        let mut tx = app.begin_reading().await?;
        let at = tx.now();
        let account = tx.member_facts(member.member).await?;
        let account_ok = app.permit::<UseAccount>(actor, member.member, account, &())?;
        let notices = tx.list_notices(&account_ok, PAGE).await?;
        let waiting = tx.waiting(&account_ok).await?;
        let work = work(app, actor, &mut tx, at - STAYS, PAGE).await?;
        let agency = tx.agency_facts(member.agency).await?.ok_or(Error::NotFound)?;
        let opens_cases = app.may::<OpenCase>(actor, &agency, &());
        tx.tell(&account_ok, "notices", notices.len());
        let receipt = tx.commit().await?;
        let mut home = Home {
            at,
            clocks: Vec::new(),
            of_the_unit: None,
            cases: Vec::new(),
            referrals: Vec::new(),
            tasks: Vec::new(),
            notices: notices.release(&receipt),
            waiting: waiting.release(&receipt),
            casework: work.is_some(),
            opens_cases,
        };
        let Some(work) = work.map(|work| work.release(&receipt)) else { return Ok(home) };
        let lines = work.lines(app, member, at);
        let running = lines.iter().filter(|line| runs(line.status)).count();
        home.of_the_unit = member.has(Role::Supervisor).then_some(running);
        home.clocks = lines.into_iter().filter(|line| line.mine).collect();
        home.tasks = work.tasks;
        home.cases = work.cases.into_iter().filter(|case| case.closed_at.is_none()).collect();
        home.referrals = work
            .referrals
            .into_iter()
            .filter(|referral| matches!(referral.state, ReferralState::Received | ReferralState::Read))
            .collect();
        Ok(home)
    })
    .await
}

/// How much waits for the actor, for the rail of every page: one statement, recorded as a use of their own account, because
/// even a count says something of what it counts.
///
/// # Errors
/// When the actor is not a member, or the store fails.
pub async fn waiting(app: &App, actor: &Actor) -> Result<Waiting> {
    app.recorded(async {
        let member = actor.member().ok_or(Error::SignedOut)?;
        let mut tx = app.begin_reading().await?;
        let account = tx.member_facts(member.member).await?;
        let ok = app.permit::<UseAccount>(actor, member.member, account, &())?;
        let waiting = tx.waiting(&ok).await?;
        tx.tell(&ok, "step", "counted");
        let receipt = tx.commit().await?;
        Ok(waiting.release(&receipt))
    })
    .await
}

/// Notes that the actor has seen a notice.
///
/// # Errors
/// When it is not theirs (told as absent) or was seen before, or the store fails.
pub async fn see(app: &App, actor: &Actor, notice: NoticeId) -> Result<()> {
    app.recorded(async {
        let member = actor.member().ok_or(Error::SignedOut)?;
        let mut tx = app.begin().await?;
        let account = tx.member_facts(member.member).await?;
        let ok = app.permit::<UseAccount>(actor, member.member, account, &())?;
        tx.see_notice(&ok, notice).await?;
        tx.tell(&ok, "notice", notice.to_string());
        tx.commit().await?;
        Ok(())
    })
    .await
}
