//! Members of agencies: who they are, what they may do, and how an administrator looks after their accounts.

mod edit;

use crypto::{OtpSecret, SecretString, Zeroizing};
use domain::actor::Actor;
use domain::id::{AgencyId, MemberId};
use domain::member::Member;
use policy::Authorized;
use policy::action::{ListMembers, ManageMembers, UseAccount};
use store::Tx;
use store::credential::Credential;

use crate::account::{self, Kind};
use crate::{App, Error, Fault, Result};

pub use edit::{NewMember, invite, set_roles};

/// Adds a member to an agency.
///
/// # Errors
/// When the actor may not, the sign-in name is taken, or the store fails.
pub async fn add(app: &App, actor: &Actor, member: &Member) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.agency_facts(member.agency).await?;
        let ok = app.permit::<ManageMembers>(actor, member.agency, facts, &())?;
        tx.add_member(&ok, member).await?;
        tx.tell(&ok, "member", member.id.to_string());
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// The members of an agency.
///
/// # Errors
/// When the actor may not see them, or the store fails.
pub async fn list(app: &App, actor: &Actor, agency: AgencyId) -> Result<Vec<Member>> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let facts = tx.agency_facts(agency).await?;
        let ok = app.permit::<ListMembers>(actor, agency, facts, &())?;
        let members = tx.list_members(&ok).await?;
        let receipt = tx.commit().await?;
        Ok(members.release(&receipt))
    })
    .await
}

/// A member with the state of their account, as their administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberAccount {
    /// The member.
    pub member: Member,
    /// How far their account is.
    pub state: AccountState,
    /// How many sessions they have open.
    pub sessions: i64,
}

/// How far a member's account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    /// The member has left.
    Left,
    /// They have a password and a second factor.
    Ready,
    /// A set-up code waits for them until then.
    Waiting(jiff::Timestamp),
    /// They have no way in: their set-up code has run out, or there never was one.
    NoWayIn,
}

/// The members of an agency with the state of their accounts, for an administrator.
///
/// # Errors
/// When the actor may not manage them, or the store fails.
pub async fn accounts(app: &App, actor: &Actor, agency: AgencyId) -> Result<Vec<MemberAccount>> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let facts = tx.agency_facts(agency).await?;
        let manage = app.permit::<ManageMembers>(actor, agency, facts.clone(), &())?;
        let ok = app.permit::<ListMembers>(actor, agency, facts, &())?;
        let now = tx.now();
        let members = tx.list_members(&ok).await?;
        let states = tx.account_states(&ok).await?;
        let sessions = tx.session_counts(&ok).await?;
        tx.tell(&manage, "step", "accounts-listed");
        let receipt = tx.commit().await?;
        let (states, sessions) = (states.release(&receipt), sessions.release(&receipt));
        let state = |member: &Member| {
            let found = states.iter().find(|state| state.member == member.id);
            match found {
                _ if !member.active => AccountState::Left,
                Some(state) if state.enrolled => AccountState::Ready,
                Some(state) => state
                    .set_up_ends_at
                    .filter(|ends_at| *ends_at > now)
                    .map_or(AccountState::NoWayIn, AccountState::Waiting),
                None => AccountState::NoWayIn,
            }
        };
        let open =
            |id: MemberId| sessions.iter().find(|(member, _)| *member == id).map_or(0, |(_, open)| *open);
        let members = members.release(&receipt).into_iter();
        Ok(members
            .map(|member| MemberAccount { state: state(&member), sessions: open(member.id), member })
            .collect())
    })
    .await
}

/// One member with the state of their account, for an administrator of their agency.
///
/// # Errors
/// [`Error::NotFound`] when there is no such member for the actor.
pub async fn account(app: &App, actor: &Actor, id: MemberId) -> Result<MemberAccount> {
    let agency = app
        .recorded(async {
            let mut tx = app.begin().await?;
            let facts = agency_of(&mut tx, id).await?;
            tx.rollback().await?;
            // A refusal is recorded here, with the id that was asked for; the permission itself is asked again below.
            drop(app.permit::<ManageMembers>(actor, id, facts.clone(), &())?);
            facts.map(|facts| facts.id).ok_or(Error::NotFound)
        })
        .await?;
    accounts(app, actor, agency)
        .await?
        .into_iter()
        .find(|account| account.member.id == id)
        .ok_or(Error::NotFound)
}

/// What the policy weighs of the agency of a member.
async fn agency_of(tx: &mut Tx, member: MemberId) -> Result<Option<policy::facts::AgencyFacts>> {
    let Some(member) = tx.member_facts(member).await? else { return Ok(None) };
    Ok(tx.agency_facts(member.agency).await?)
}

/// The authorisation to manage a member, in an open transaction.
async fn manage(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    member: MemberId,
) -> Result<Authorized<ManageMembers>> {
    let facts = agency_of(tx, member).await?;
    app.permit::<ManageMembers>(actor, member, facts, &())
}

/// Whether the actor manages the members of an agency, asked before a form for it is shown.
///
/// # Errors
/// [`Error::NotFound`] when not.
pub async fn may_manage(app: &App, actor: &Actor, agency: AgencyId) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let facts = tx.agency_facts(agency).await?;
        let ok = app.permit::<ManageMembers>(actor, agency, facts, &())?;
        tx.tell(&ok, "step", "form-shown");
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Nobody locks themself out, or gives themself what they do not have.
fn not_oneself(actor: &Actor, member: MemberId) -> Result<()> {
    match actor.member() {
        Some(own) if own.member == member => {
            Err(Error::Invalid(vec![Fault::new("member", "member-not-yourself")]))
        }
        _ => Ok(()),
    }
}

/// Resets a member's password and second factor, ends their sessions and gives the set-up code to hand over.
///
/// # Errors
/// When the actor may not manage them, the member has left, or it is the actor.
pub async fn reset(app: &App, actor: &Actor, member: MemberId) -> Result<Zeroizing<String>> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = manage(app, &mut tx, actor, member).await?;
        not_oneself(actor, member)?;
        let code = account::issue_code(app, &mut tx, &ok, member).await?;
        let ended = tx.end_member_sessions(&ok, member, "reset").await?;
        tx.tell(&ok, "step", "account-reset");
        tx.tell(&ok, "member", member.to_string());
        tx.tell(&ok, "ended", ended);
        tx.commit().await?;
        Ok(code)
    })
    .await
}

/// Ends all sessions of a member; says how many there were.
///
/// # Errors
/// When the actor may not manage them.
pub async fn end_sessions(app: &App, actor: &Actor, member: MemberId) -> Result<u64> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = manage(app, &mut tx, actor, member).await?;
        let ended = tx.end_member_sessions(&ok, member, "ended-by-administrator").await?;
        tx.tell(&ok, "step", "sessions-ended");
        tx.tell(&ok, "member", member.to_string());
        tx.tell(&ok, "ended", ended);
        tx.commit().await?;
        Ok(ended)
    })
    .await
}

/// Shuts a member out for good, who has left, or lets them in again. Nothing of theirs is deleted.
///
/// # Errors
/// When the actor may not manage them or it is the actor; [`Error::Conflict`] when it is so already.
pub async fn set_active(app: &App, actor: &Actor, member: MemberId, active: bool) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = manage(app, &mut tx, actor, member).await?;
        not_oneself(actor, member)?;
        tx.set_member_active(&ok, member, active).await?;
        if !active {
            tx.end_member_sessions(&ok, member, "left").await?;
        }
        tx.tell(&ok, "step", if active { "member-back" } else { "member-left" });
        tx.tell(&ok, "member", member.to_string());
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Gives a member a password and a one-time code secret that are known in advance, in a training copy with invented
/// people, so that its sign-in can be printed. Recorded as the system's act.
///
/// # Errors
/// [`Error::Forbidden`] anywhere but in a training copy; [`Error::NotFound`] when there is no such member.
pub async fn enrol_for_training(
    app: &App,
    member: MemberId,
    password: SecretString,
    totp_secret: &[u8],
) -> Result<()> {
    if !app.training() {
        return Err(Error::Forbidden { barriers: Vec::new() });
    }
    let secret = OtpSecret::from_bytes(totp_secret)?;
    let password_hash = account::hash_password(app, password).await?;
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.member_facts(member).await?;
        let ok = app.permit::<UseAccount>(&Actor::System, member, facts, &())?;
        let totp_sealed = account::seal_secret(app, member, Kind::Credential, &secret)?;
        tx.put_credential(&ok, &Credential { password_hash, totp_sealed, totp_last_step: 0 }).await?;
        tx.tell(&ok, "step", "enrolled-for-training");
        tx.commit().await?;
        Ok(())
    })
    .await
}
