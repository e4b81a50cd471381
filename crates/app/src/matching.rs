//! Match alerts: raised by the linking engine, answered by the two holders, undone by either without loss.
//!
//! What a holder sees of the other's record is its agency, whom to call, and reasons in words: never a value of it. People
//! decide; the engine only asks. Both say the same, and the records are linked (`identity`); one says different, and they
//! are kept apart until that answer is undone.

mod identity;
mod link;
mod review;

use domain::clock::ClockSubject;
use domain::id::{AgencyId, MatchId};
use domain::notice::NoticeKind;
use packs::{Context, SecondReader};
use policy::{Action, Authorized};
use store::Tx;
use store::notice::NewNotice;

use crate::clock::{On, happen};
use crate::{App, Error, Result};

pub(crate) use link::link_record;
pub use link::{LinkStatistics, LinkedPair, Progress, link_all, link_import};
pub use review::{
    MatchLine, MatchList, MatchView, Reading, SecondReason, Which, answer, list, may_list, show, undo,
};

fn second_reader(app: &App) -> Result<&SecondReader> {
    let rule = app.rules_at(app.now()).matching().map(|rule| &rule.second_reader);
    rule.ok_or_else(|| Error::Broken("the packs hold no rules of matching in force".into()))
}

/// Tells one holder's duty desk of an alert and starts its clock.
async fn tell_side<A: Action>(
    app: &App,
    tx: &mut Tx,
    ok: &Authorized<A>,
    alert: MatchId,
    agency: AgencyId,
) -> Result<()> {
    let on = On::new(ClockSubject::Match, alert, agency);
    // Not through `happen` alone: the other holder's clock on the same alert runs on its own.
    happen(app, tx, ok, "match-proposed", &on, &Context::new()).await?;
    notify(tx, ok, alert, agency, NoticeKind::MatchRaised).await
}

async fn notify<A: Action>(
    tx: &mut Tx,
    ok: &Authorized<A>,
    alert: MatchId,
    agency: AgencyId,
    kind: NoticeKind,
) -> Result<()> {
    let notice = NewNotice {
        agency,
        member: None,
        kind,
        subject_kind: "match",
        subject_id: alert.to_string(),
        case: None,
    };
    Ok(tx.notify(ok, &notice).await?)
}

/// Meets one holder's clocks on an alert that end with this event; the other holder's run on.
async fn side_event<A: Action>(
    app: &App,
    tx: &mut Tx,
    ok: &Authorized<A>,
    alert: MatchId,
    agency: AgencyId,
    event: &str,
) -> Result<()> {
    let rules = app.rules_at(tx.now());
    for (id, rule) in tx.running_clocks_of(ok, ClockSubject::Match, &alert.to_string(), agency).await? {
        if rules.clock(&rule).is_some_and(|rule| rule.ends_on.iter().any(|end| end == event)) {
            tx.meet_clock(ok, id).await?;
        }
    }
    Ok(())
}

/// Stops all clocks of an alert that goes because a record goes.
pub(crate) async fn withdraw_clocks<A: Action>(
    tx: &mut Tx,
    ok: &Authorized<A>,
    alert: MatchId,
) -> Result<()> {
    for (id, _) in tx.running_clocks(ok, ClockSubject::Match, &alert.to_string()).await? {
        tx.drop_clock(ok, id, "match-withdrawn").await?;
    }
    Ok(())
}
