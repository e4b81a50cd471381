//! "What needs me now": each person's first page.

use std::collections::BTreeMap;

use domain::actor::Actor;
use domain::case::Case;
use domain::clock::{Clock, ClockStatus, ClockSubject};
use domain::id::{CaseId, NoticeId};
use domain::notice::{Notice, NoticeKind};
use domain::referral::{Referral, ReferralState};
use jiff::SignedDuration;
use policy::action::{ListCases, ListClocks, ListReferrals, ReadCase, ReadClock, ReadReferral, RunClocks};
use policy::facts::SystemFacts;
use store::notice::NewNotice;

use crate::{App, Error, Result};

/// How long a clock that was met or stopped stays on the page.
const STAYS: SignedDuration = SignedDuration::from_hours(24);
const PAGE: i64 = 100;

/// A clock with what the reader may know of the thing it hangs on.
#[derive(Debug, Clone)]
pub struct ClockLine {
    /// The clock.
    pub clock: Clock,
    /// How it stands now.
    pub status: ClockStatus,
    /// What it is about, when the reader may read that.
    pub about: About,
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
    },
    /// Something else, by kind and id.
    Other {
        /// The kind.
        kind: ClockSubject,
        /// The id.
        id: String,
    },
}

/// The first page.
#[derive(Debug, Clone)]
pub struct Home {
    /// Clocks, most urgent first.
    pub clocks: Vec<ClockLine>,
    /// Cases that the reader may read and that are open.
    pub cases: Vec<Case>,
    /// Referrals that wait for an answer.
    pub referrals: Vec<Referral>,
    /// Notices, unseen first.
    pub notices: Vec<Notice>,
}

impl Home {
    /// How many clocks run.
    #[must_use]
    pub fn running(&self) -> usize {
        self.clocks
            .iter()
            .filter(|line| !matches!(line.status, ClockStatus::Met | ClockStatus::Stopped))
            .count()
    }

    /// How many notices were not seen.
    #[must_use]
    pub fn unseen(&self) -> usize {
        self.notices.iter().filter(|notice| notice.seen_at.is_none()).count()
    }
}

/// What needs the actor now.
///
/// # Errors
/// When the actor is not a member, or the store fails.
pub async fn now(app: &App, actor: &Actor) -> Result<Home> {
    app.recorded(async {
        let member = actor.member().ok_or(Error::SignedOut)?;
        let mut tx = app.begin().await?;
        let agency = tx.agency_facts(member.agency).await?;
        let clocks_ok = app.permit::<ListClocks>(actor, member.agency, agency.clone(), &())?;
        let cases_ok = app.permit::<ListCases>(actor, "system", Some(SystemFacts), &())?;
        let referrals_ok = app.permit::<ListReferrals>(actor, member.agency, agency, &())?;
        let since = tx.now() - STAYS;
        let clocks = tx.list_clocks(&clocks_ok, since, PAGE).await?;
        let clocks = clocks.map(|rows| app.admit::<ReadClock, _>(actor, &(), rows));
        let cases = tx.list_cases(&cases_ok, PAGE).await?;
        let cases = cases.map(|rows| app.admit::<ReadCase, _>(actor, &(), rows));
        let referrals = tx.list_referrals(&referrals_ok, PAGE).await?;
        let referrals = referrals.map(|rows| app.admit::<ReadReferral, _>(actor, &(), rows));
        let notices = tx.list_notices(&clocks_ok, PAGE).await?;
        tx.tell(&clocks_ok, "clocks", clocks.len());
        tx.tell(&cases_ok, "cases", cases.len());
        tx.tell(&referrals_ok, "referrals", referrals.len());
        let at = tx.now();
        let receipt = tx.commit().await?;
        let cases = cases.release(&receipt);
        let referrals = referrals.release(&receipt);
        let by_id: BTreeMap<CaseId, &Case> = cases.iter().map(|case| (case.id, case)).collect();
        let numbers: BTreeMap<String, &str> =
            referrals.iter().map(|referral| (referral.id.to_string(), referral.number.as_str())).collect();
        let mut clocks: Vec<ClockLine> = clocks
            .release(&receipt)
            .into_iter()
            .map(|clock| ClockLine {
                status: clock.status(at),
                about: about(&clock, &by_id, &numbers),
                clock,
            })
            .collect();
        clocks.sort_by_key(|line| (line.status as u8, line.clock.due_at));
        Ok(Home {
            clocks,
            notices: notices.release(&receipt),
            referrals: referrals
                .into_iter()
                .filter(|referral| matches!(referral.state, ReferralState::Received | ReferralState::Read))
                .collect(),
            cases: cases.into_iter().filter(|case| case.closed_at.is_none()).collect(),
        })
    })
    .await
}

fn about(clock: &Clock, cases: &BTreeMap<CaseId, &Case>, referrals: &BTreeMap<String, &str>) -> About {
    if let Some(case) = clock.case.and_then(|case| cases.get(&case)) {
        return About::Case {
            id: case.id,
            number: case.number.clone(),
            name: case.subject_name.clone(),
            age: case.subject_age,
        };
    }
    match referrals.get(&clock.subject_id) {
        Some(number) => About::Referral { id: clock.subject_id.clone(), number: (*number).to_owned() },
        None => About::Other { kind: clock.subject, id: clock.subject_id.clone() },
    }
}

/// Notes that the actor has seen a notice.
///
/// # Errors
/// When it is not theirs (told as absent) or was seen before, or the store fails.
pub async fn see(app: &App, actor: &Actor, notice: NoticeId) -> Result<()> {
    app.recorded(async {
        let member = actor.member().ok_or(Error::SignedOut)?;
        let mut tx = app.begin().await?;
        let agency = tx.agency_facts(member.agency).await?;
        let ok = app.permit::<ListClocks>(actor, member.agency, agency, &())?;
        tx.see_notice(&ok, notice).await?;
        tx.tell(&ok, "notice", notice.to_string());
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Lets clocks that have run out tell the agency's duty desk and whoever must act, once each. Returns how many did.
///
/// # Errors
/// When the store fails; then none was told twice.
pub async fn run_clocks(app: &App) -> Result<usize> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = app.permit::<RunClocks>(&Actor::System, "system", Some(SystemFacts), &())?;
        let clocks = tx.clocks_run_out(&ok, PAGE).await?;
        let told: Vec<Clock> = clocks.iter().cloned().collect();
        for clock in &told {
            tx.escalate_clock(&ok, clock.id).await?;
            let mut notice = NewNotice {
                agency: clock.agency,
                member: None,
                kind: NoticeKind::ClockRanOut,
                subject_kind: "clock",
                subject_id: clock.id.to_string(),
                case: clock.case,
            };
            tx.notify(&ok, &notice).await?;
            if clock.member.is_some() {
                notice.member = clock.member;
                tx.notify(&ok, &notice).await?;
            }
        }
        if told.is_empty() {
            // Nothing happened: nothing to record.
            tx.rollback().await?;
            return Ok(0);
        }
        tx.tell(&ok, "clocks", told.len());
        tx.commit().await?;
        Ok(told.len())
    })
    .await
}
