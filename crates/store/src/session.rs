//! Sessions of members, and failed tries to sign in.

use domain::actor::MemberActor;
use domain::id::{AgencyId, MemberId, SessionId};
use domain::session::Stage;
use jiff::Timestamp;
use policy::Authorized;
use policy::action::{ListMembers, ManageMembers, UseAccount};
use policy::facts::MemberFacts;

use crate::member::actor;
use crate::row::{Row, text};
use crate::{Held, Result, Store, Tx};

/// A session as the holder of its token: who acts, and how long it lasts.
#[derive(Debug, Clone)]
pub struct SessionFact {
    /// Its id.
    pub id: SessionId,
    /// Who acts.
    pub member: MemberActor,
    /// Work title, English and French.
    pub title: [String; 2],
    /// Agency, English and French.
    pub agency: [String; 2],
    /// Team, English and French, if any.
    pub team: Option<[String; 2]>,
    /// What it is good for.
    pub stage: Stage,
    /// Last use, to within a minute.
    pub seen_at: Timestamp,
    /// Since when it is locked.
    pub locked_at: Option<Timestamp>,
    /// When it ends, used or not.
    pub ends_at: Timestamp,
    /// It was not ended before its time, and the member has not left.
    pub alive: bool,
}

/// One of a member's own sessions, as they see it in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSession {
    /// Its id.
    pub id: SessionId,
    /// When it began.
    pub started_at: Timestamp,
    /// Last use.
    pub seen_at: Timestamp,
    /// Since when it is locked.
    pub locked_at: Option<Timestamp>,
    /// When it ends.
    pub ends_at: Timestamp,
}

/// A session to begin.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// Hash of its token, in hex.
    pub token_hash: String,
    /// What it is good for.
    pub stage: Stage,
    /// When it ends.
    pub ends_at: Timestamp,
}

/// Failed tries within a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tries {
    /// How many.
    pub count: i64,
    /// The newest.
    pub newest: Option<Timestamp>,
}

fn tries(row: Option<Row>) -> Result<Held<Tries>> {
    let Some(row) = row else { return Ok(Held::new(Tries { count: 0, newest: None })) };
    Ok(Held::new(Tries { count: row.int("tries")?, newest: row.at_opt("newest")? }))
}

impl Store {
    /// Notes that a session is in use. Only the time of last use changes, on which the idle lock depends; what the member
    /// does in that session has ledger entries of its own.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn see_session(&self, id: SessionId, now: Timestamp) -> Result<()> {
        let mut conn = self.begin_conn().await?;
        conn.execute(sql!("session/seen"), &[text(id), now.into()]).await?;
        conn.commit().await
    }
}

impl Tx {
    /// What the policy weighs of the account with a sign-in name. An unknown name gives nobody's account, on which every
    /// step of a sign-in finds nothing: the same work, the same answer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_facts(&mut self, login: &str) -> Result<MemberFacts> {
        match self.fact_row(sql!("facts/account"), &[login.into()]).await? {
            Some(row) => Ok(MemberFacts { id: row.parse("id")?, agency: row.parse("agency_id")? }),
            None => Ok(MemberFacts { id: MemberId::from_u128(0), agency: AgencyId::from_u128(0) }),
        }
    }

    /// Who acts with a token: the principal of every question to the policy that follows.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_fact(&mut self, token_hash: &str) -> Result<Option<SessionFact>> {
        let Some(row) = self.fact_row(sql!("facts/session"), &[token_hash.into()]).await? else {
            return Ok(None);
        };
        let team = row.text_opt("team_en")?.zip(row.text_opt("team_fr")?);
        Ok(Some(SessionFact {
            id: row.parse("session_id")?,
            member: actor(&row)?,
            title: [row.text("title_en")?, row.text("title_fr")?],
            agency: [row.text("agency_en")?, row.text("agency_fr")?],
            team: team.map(|(en, fr)| [en, fr]),
            stage: row.parse("stage")?,
            seen_at: row.at("seen_at")?,
            locked_at: row.at_opt("locked_at")?,
            ends_at: row.at("ends_at")?,
            alive: row.at_opt("ended_at")?.is_none() && row.bool("active")?,
        }))
    }

    /// Begins a session of the account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn start_session(&mut self, ok: &Authorized<UseAccount>, new: &NewSession) -> Result<()> {
        let values = [
            text(new.id),
            (&new.token_hash).into(),
            text(ok.id()),
            text(new.stage),
            self.now().into(),
            new.ends_at.into(),
        ];
        self.execute_one(ok, sql!("session/insert"), &values).await
    }

    /// Locks a session; says whether it was open until now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lock_session(&mut self, ok: &Authorized<UseAccount>, id: SessionId) -> Result<bool> {
        let values = [text(id), text(ok.id()), self.now().into()];
        Ok(self.execute(ok, sql!("session/lock"), &values).await? == 1)
    }

    /// Unlocks a session and gives it a new token.
    ///
    /// # Errors
    /// When it is not locked or has ended, or the database fails.
    pub async fn unlock_session(
        &mut self,
        ok: &Authorized<UseAccount>,
        id: SessionId,
        token_hash: &str,
    ) -> Result<()> {
        let values = [text(id), text(ok.id()), token_hash.into(), self.now().into()];
        self.execute_one(ok, sql!("session/unlock"), &values).await
    }

    /// Gives a session a new token.
    ///
    /// # Errors
    /// When it has ended, or the database fails.
    pub async fn renew_session(
        &mut self,
        ok: &Authorized<UseAccount>,
        id: SessionId,
        token_hash: &str,
    ) -> Result<()> {
        let values = [text(id), text(ok.id()), token_hash.into(), self.now().into()];
        self.execute_one(ok, sql!("session/renew"), &values).await
    }

    /// Ends a session of the account; says whether it lived until now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_session(
        &mut self,
        ok: &Authorized<UseAccount>,
        id: SessionId,
        why: &str,
    ) -> Result<bool> {
        let values = [text(id), text(ok.id()), self.now().into(), why.into()];
        Ok(self.execute(ok, sql!("session/end"), &values).await? == 1)
    }

    /// Ends all sessions of the account but one; says how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_other_sessions(
        &mut self,
        ok: &Authorized<UseAccount>,
        but: SessionId,
        why: &str,
    ) -> Result<u64> {
        let values = [text(ok.id()), text(but), self.now().into(), why.into()];
        self.execute(ok, sql!("session/end_others"), &values).await
    }

    /// Ends all sessions of a member of the agency; says how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_member_sessions(
        &mut self,
        ok: &Authorized<ManageMembers>,
        member: MemberId,
        why: &str,
    ) -> Result<u64> {
        let values = [text(member), text(ok.id()), self.now().into(), why.into()];
        self.execute(ok, sql!("session/end_of_member"), &values).await
    }

    /// The sessions of the account that have not ended, last used first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_sessions(&mut self, ok: &Authorized<UseAccount>) -> Result<Held<Vec<OwnSession>>> {
        let rows = self.rows(ok, sql!("session/list"), &[text(ok.id()), self.now().into()]).await?;
        let session = |row: &Row| -> Result<OwnSession> {
            Ok(OwnSession {
                id: row.parse("id")?,
                started_at: row.at("started_at")?,
                seen_at: row.at("seen_at")?,
                locked_at: row.at_opt("locked_at")?,
                ends_at: row.at("ends_at")?,
            })
        };
        Ok(Held::new(rows.iter().map(session).collect::<Result<_>>()?))
    }

    /// How many sessions each member of the agency has open; members without one are not listed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_counts(
        &mut self,
        ok: &Authorized<ListMembers>,
    ) -> Result<Held<Vec<(MemberId, i64)>>> {
        let rows = self.rows(ok, sql!("session/counts"), &[text(ok.id()), self.now().into()]).await?;
        let count = |row: &Row| -> Result<_> { Ok((row.parse("member_id")?, row.int("open")?)) };
        Ok(Held::new(rows.iter().map(count).collect::<Result<_>>()?))
    }

    /// Notes a try to sign in, before anything is checked: a try that is cut off counts as well.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_try(&mut self, ok: &Authorized<UseAccount>, name_hash: &str) -> Result<()> {
        let values = [text(SessionId::new()), name_hash.into(), self.now().into()];
        self.execute_one(ok, sql!("session/add_try"), &values).await
    }

    /// Tries at a name since a moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tries(
        &mut self,
        ok: &Authorized<UseAccount>,
        name_hash: &str,
        since: Timestamp,
    ) -> Result<Held<Tries>> {
        tries(self.row(ok, sql!("session/tries"), &[name_hash.into(), since.into()]).await?)
    }

    /// Tries at all names since a moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tries_everywhere(
        &mut self,
        ok: &Authorized<UseAccount>,
        since: Timestamp,
    ) -> Result<Held<Tries>> {
        tries(self.row(ok, sql!("session/tries_everywhere"), &[since.into()]).await?)
    }

    /// Forgets the tries at a name, after a success, and all that no longer count.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_tries(
        &mut self,
        ok: &Authorized<UseAccount>,
        name_hash: &str,
        before: Timestamp,
    ) -> Result<()> {
        self.execute(ok, sql!("session/forget_tries"), &[name_hash.into(), before.into()]).await?;
        Ok(())
    }
}
