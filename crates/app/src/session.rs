//! Sessions: begun by a sign-in, locked when idle, ended by their time, their member or an administrator.

mod sign_in;
pub(crate) mod throttle;
mod unlock;

use std::fmt;

use crypto::{Purpose, Token, Zeroizing};
use domain::actor::{Actor, MemberActor};
use domain::id::SessionId;
use domain::session::Stage;
use domain::text::Line;
use jiff::{SignedDuration, Timestamp};
use policy::action::UseAccount;
use store::session::{NewSession, SessionFact};

use crate::account::{AccountRules, own};
use crate::{App, Result};

pub use sign_in::sign_in;
pub use store::session::OwnSession;
pub use unlock::unlock;

/// A session that was begun or continued: its token goes to the browser and nowhere else.
pub struct Opened {
    /// The session.
    pub session: SessionId,
    /// Its token, as text.
    pub token: Zeroizing<String>,
    /// Recovery codes that are left, when one was just used.
    pub recovery_left: Option<usize>,
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Opened({})", self.session)
    }
}

impl Opened {
    /// A new token for a session, and its hash.
    pub(crate) fn fresh(session: SessionId) -> Result<(Self, String)> {
        let token = Token::generate()?;
        let hash = token.hash(Purpose::SESSION).to_hex();
        Ok((Self { session, token: token.to_text(), recovery_left: None }, hash))
    }

    /// A new session that lasts so many seconds.
    pub(crate) fn begin(stage: Stage, now: Timestamp, seconds: i64) -> Result<(Self, NewSession)> {
        let (opened, token_hash) = Self::fresh(SessionId::new())?;
        let ends_at = now + SignedDuration::from_secs(seconds);
        let new = NewSession { id: opened.session, token_hash, stage, ends_at };
        Ok((opened, new))
    }
}

/// A session in use.
#[derive(Debug, Clone)]
pub struct Live {
    /// Its id.
    pub session: SessionId,
    /// Who acts.
    pub member: MemberActor,
    /// Work title, English and French.
    pub title: [String; 2],
    /// Agency, English and French.
    pub agency: [String; 2],
    /// Team, English and French, if any.
    pub team: Option<[String; 2]>,
    /// Seconds without use after which it locks.
    pub idle_seconds: i64,
    /// When it ends, used or not.
    pub ends_at: Timestamp,
}

impl Live {
    /// The member as who acts.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::Member(self.member.clone())
    }
}

/// What a token is good for now.
#[derive(Debug, Clone)]
pub enum Resumed {
    /// Work.
    Open(Box<Live>),
    /// Nothing, until the member proves again that it is they.
    Locked(Box<Live>),
    /// The set-up of an account.
    SettingUp(Box<Live>),
    /// Nothing: forged, ended or run out.
    Gone,
}

/// A sign-in name as it is stored: without blanks around it, composed, in lower case. What no name can be fits nobody.
pub(crate) fn sign_in_name(typed: &str) -> String {
    Line::parse(typed).map(|name| name.as_str().to_lowercase()).unwrap_or_default()
}

/// Looks up what a token is good for, locks the session when it was idle too long and ends it when its time is over.
///
/// # Errors
/// When the store fails.
pub async fn resume(app: &App, token: &str) -> Result<Resumed> {
    let Ok(token) = Token::parse(token) else { return Ok(Resumed::Gone) };
    let rules = AccountRules::of(app)?;
    let mut tx = app.begin_reading().await?;
    let now = tx.now();
    let fact = tx.session_fact(&token.hash(Purpose::SESSION).to_hex()).await?;
    tx.rollback().await?;
    let Some(fact) = fact.filter(|fact| fact.alive) else { return Ok(Resumed::Gone) };
    if now >= fact.ends_at {
        end_for_time(app, &fact).await?;
        return Ok(Resumed::Gone);
    }
    let unused = now.duration_since(fact.seen_at).as_secs();
    let live = live(&fact, rules.idle);
    Ok(match fact.stage {
        Stage::SetUp => Resumed::SettingUp(live),
        Stage::Open if fact.locked_at.is_some() => Resumed::Locked(live),
        Stage::Open if unused >= rules.idle => {
            lock(app, &live, &Actor::System, "idle").await?;
            Resumed::Locked(live)
        }
        Stage::Open => {
            // Often enough for the lock, seldom enough to cost nothing.
            if unused >= (rules.idle / 10).min(60) {
                app.store().see_session(fact.id, now).await?;
            }
            Resumed::Open(live)
        }
    })
}

fn live(fact: &SessionFact, idle_seconds: i64) -> Box<Live> {
    Box::new(Live {
        session: fact.id,
        member: fact.member.clone(),
        title: fact.title.clone(),
        agency: fact.agency.clone(),
        team: fact.team.clone(),
        idle_seconds,
        ends_at: fact.ends_at,
    })
}

async fn end_for_time(app: &App, fact: &SessionFact) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok =
            app.permit::<UseAccount>(&Actor::System, fact.member.member, Some(own(&fact.member)), &())?;
        tx.end_session(&ok, fact.id, "time").await?;
        tx.tell(&ok, "step", "session-ran-out");
        tx.tell(&ok, "session", fact.id.to_string());
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Locks a session: by its member (`asked`), or by the system (`idle`).
pub(crate) async fn lock(app: &App, live: &Live, actor: &Actor, why: &str) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = app.permit::<UseAccount>(actor, live.member.member, Some(own(&live.member)), &())?;
        tx.lock_session(&ok, live.session).await?;
        tx.tell(&ok, "step", "locked");
        tx.tell(&ok, "why", why);
        tx.tell(&ok, "session", live.session.to_string());
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Locks the member's own session now.
///
/// # Errors
/// When the store fails.
pub async fn lock_now(app: &App, live: &Live) -> Result<()> {
    lock(app, live, &live.actor(), "asked").await
}

/// Ends the member's own session.
///
/// # Errors
/// When the store fails.
pub async fn sign_out(app: &App, live: &Live) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = app.permit::<UseAccount>(&live.actor(), live.member.member, Some(own(&live.member)), &())?;
        tx.end_session(&ok, live.session, "signed-out").await?;
        tx.tell(&ok, "step", "signed-out");
        tx.tell(&ok, "session", live.session.to_string());
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// The member's sessions that have not ended, last used first.
///
/// # Errors
/// When the store fails.
pub async fn list(app: &App, live: &Live) -> Result<Vec<OwnSession>> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let ok = app.permit::<UseAccount>(&live.actor(), live.member.member, Some(own(&live.member)), &())?;
        let sessions = tx.list_sessions(&ok).await?;
        tx.tell(&ok, "step", "sessions-listed");
        let receipt = tx.commit().await?;
        Ok(sessions.release(&receipt))
    })
    .await
}

/// Ends the member's other sessions and says how many there were.
///
/// # Errors
/// When the store fails.
pub async fn end_others(app: &App, live: &Live) -> Result<u64> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = app.permit::<UseAccount>(&live.actor(), live.member.member, Some(own(&live.member)), &())?;
        let ended = tx.end_other_sessions(&ok, live.session, "ended-by-member").await?;
        tx.tell(&ok, "step", "others-ended");
        tx.tell(&ok, "ended", ended);
        tx.commit().await?;
        Ok(ended)
    })
    .await
}
