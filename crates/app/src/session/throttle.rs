//! Slowing guesses down, for one name and for all.
//!
//! A try is counted before anything is checked, so that many at once gain nothing, and forgotten when it succeeds. A try
//! during a wait is turned away unread: it is not counted, checks nothing and leaves no entry, so that a flood cannot
//! fill the ledger or prolong the wait of the person who is kept out. The failed try that began the wait is recorded.

use crypto::key::Purpose;
use domain::id::MemberId;
use jiff::{SignedDuration, Timestamp};
use policy::Authorized;
use policy::action::UseAccount;
use store::Tx;
use store::session::Tries;

use crate::account::AccountRules;
use crate::account::Slowing;
use crate::{App, Error, Result};

/// Derives the keys under which tries are counted; without the root key nobody can tell whose they are.
const TRIES: Purpose = Purpose::new("sign-in-try");

/// Under what tries are counted.
pub(crate) struct Key(String);

impl Key {
    /// For a sign-in name.
    pub(crate) fn name(app: &App, login: &str) -> Self {
        Self(app.key().derive(TRIES, &format!("name/{login}")).to_hex().to_string())
    }

    /// For a member who is known already.
    pub(crate) fn member(app: &App, member: MemberId) -> Self {
        Self(app.key().derive(TRIES, &format!("member/{member}")).to_hex().to_string())
    }
}

/// Counts a try, or turns it away.
pub(crate) async fn begin(app: &App, tx: &mut Tx, ok: &Authorized<UseAccount>, key: &Key) -> Result<()> {
    let rules = AccountRules::of(app)?;
    let now = tx.now();
    let since = now - SignedDuration::from_secs(rules.try_window);
    let here = *tx.tries(ok, &key.0, since).await?;
    let everywhere = *tx.tries_everywhere(ok, since).await?;
    let seconds = wait(rules.one_name, here, now).max(wait(rules.everywhere, everywhere, now));
    if seconds > 0 {
        return Err(Error::TooMany { seconds });
    }
    tx.add_try(ok, &key.0).await?;
    let next = Tries { count: here.count + 1, newest: Some(now) };
    tx.tell(ok, "wait", wait(rules.one_name, next, now));
    Ok(())
}

/// Forgets the tries at a name that has succeeded.
pub(crate) async fn success(app: &App, tx: &mut Tx, ok: &Authorized<UseAccount>, key: &Key) -> Result<()> {
    let rules = AccountRules::of(app)?;
    let before = tx.now() - SignedDuration::from_secs(rules.try_window);
    tx.forget_tries(ok, &key.0, before).await?;
    Ok(())
}

/// Seconds that are left to wait.
fn wait(slowing: Slowing, tries: Tries, now: Timestamp) -> i64 {
    let Some(newest) = tries.newest.filter(|_| tries.count >= slowing.free) else { return 0 };
    let doublings = u32::try_from(tries.count - slowing.free).unwrap_or(u32::MAX).min(20);
    let wait = slowing.first.saturating_mul(1 << doublings).min(slowing.longest);
    (wait - now.duration_since(newest).as_secs()).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_the_longest_and_passes() {
        let slowing = Slowing { free: 3, first: 60, longest: 300 };
        let newest: Timestamp = "2026-11-22T03:40:00Z".parse().unwrap();
        let left = |count, later| {
            let now = newest + SignedDuration::from_secs(later);
            wait(slowing, Tries { count, newest: Some(newest) }, now)
        };
        assert_eq!(
            [left(0, 0), left(2, 0), left(3, 0), left(4, 0), left(5, 0), left(6, 0)],
            [0, 0, 60, 120, 240, 300]
        );
        assert_eq!(left(i64::MAX, 0), 300);
        assert_eq!([left(3, 59), left(3, 60), left(3, 9_000)], [1, 0, 0]);
    }
}
