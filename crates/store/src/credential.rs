//! What members prove themselves with: password hash, one-time code secret, recovery codes, set-up code. Secrets arrive
//! here hashed or sealed.

use domain::id::MemberId;
use jiff::Timestamp;
use policy::Authorized;
use policy::action::{ListMembers, ManageMembers, UseAccount};

use crate::row::{Row, text};
use crate::{Held, Result, Tx};

/// Password and second factor of an account.
#[derive(Debug, Clone)]
pub struct Credential {
    /// argon2id hash.
    pub password_hash: String,
    /// Sealed secret of the one-time codes.
    pub totp_sealed: String,
    /// Step of the last one-time code that was used.
    pub totp_last_step: i64,
}

/// A set-up that waits for its member.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// Hash of the code.
    pub code_hash: String,
    /// Sealed secret of the one-time codes to come.
    pub totp_sealed: String,
    /// Until when the code holds.
    pub ends_at: Timestamp,
    /// The member's sign-in name.
    pub login: String,
}

/// How far a member's account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountState {
    /// Whose.
    pub member: MemberId,
    /// They have a password and a second factor.
    pub enrolled: bool,
    /// A set-up code waits for them until then.
    pub set_up_ends_at: Option<Timestamp>,
}

impl Tx {
    /// Password and second factor of the account; none where there are none yet, or the member has left.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn credential(&mut self, ok: &Authorized<UseAccount>) -> Result<Held<Option<Credential>>> {
        let row = self.row(ok, sql!("credential/get"), &[text(ok.id())]).await?;
        let credential = |row: Row| -> Result<Credential> {
            Ok(Credential {
                password_hash: row.text("password_hash")?,
                totp_sealed: row.text("totp_secret")?,
                totp_last_step: row.int("totp_last_step")?,
            })
        };
        Ok(Held::new(row.map(credential).transpose()?))
    }

    /// Sets password and second factor of the account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_credential(&mut self, ok: &Authorized<UseAccount>, new: &Credential) -> Result<()> {
        let values = [
            text(ok.id()),
            (&new.password_hash).into(),
            (&new.totp_sealed).into(),
            new.totp_last_step.into(),
            self.now().into(),
        ];
        self.execute_one(ok, sql!("credential/put"), &values).await
    }

    /// Sets the password of the account.
    ///
    /// # Errors
    /// When the account has none, or the database fails.
    pub async fn set_password(&mut self, ok: &Authorized<UseAccount>, password_hash: &str) -> Result<()> {
        let values = [text(ok.id()), password_hash.into(), self.now().into()];
        self.execute_one(ok, sql!("credential/set_password"), &values).await
    }

    /// Notes that the one-time code of a step was used; says whether it or a later one was not used before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_totp_step(&mut self, ok: &Authorized<UseAccount>, step: i64) -> Result<bool> {
        Ok(self.execute(ok, sql!("credential/use_step"), &[text(ok.id()), step.into()]).await? == 1)
    }

    /// Hashes of the recovery codes that are left.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recovery_hashes(&mut self, ok: &Authorized<UseAccount>) -> Result<Held<Vec<String>>> {
        let rows = self.rows(ok, sql!("credential/recovery"), &[text(ok.id())]).await?;
        Ok(Held::new(rows.iter().map(|row| row.text("hash")).collect::<Result<_>>()?))
    }

    /// Replaces the recovery codes of the account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn replace_recovery(&mut self, ok: &Authorized<UseAccount>, hashes: &[String]) -> Result<()> {
        self.execute(ok, sql!("credential/drop_recovery"), &[text(ok.id())]).await?;
        for hash in hashes {
            self.execute_one(ok, sql!("credential/add_recovery"), &[text(ok.id()), hash.into()]).await?;
        }
        Ok(())
    }

    /// Notes that a recovery code was used; says whether it was there and unused.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_recovery(&mut self, ok: &Authorized<UseAccount>, hash: &str) -> Result<bool> {
        let values = [text(ok.id()), hash.into(), self.now().into()];
        Ok(self.execute(ok, sql!("credential/use_recovery"), &values).await? == 1)
    }

    /// The set-up that waits for the member of the account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_up(&mut self, ok: &Authorized<UseAccount>) -> Result<Held<Option<SetUp>>> {
        let row = self.row(ok, sql!("credential/set_up"), &[text(ok.id())]).await?;
        let set_up = |row: Row| -> Result<SetUp> {
            Ok(SetUp {
                code_hash: row.text("code_hash")?,
                totp_sealed: row.text("totp_secret")?,
                ends_at: row.at("ends_at")?,
                login: row.text("login")?,
            })
        };
        Ok(Held::new(row.map(set_up).transpose()?))
    }

    /// Ends the set-up of the account.
    ///
    /// # Errors
    /// When there is none, or the database fails.
    pub async fn end_set_up(&mut self, ok: &Authorized<UseAccount>) -> Result<()> {
        self.execute_one(ok, sql!("credential/drop_set_up"), &[text(ok.id())]).await
    }

    /// Puts a member of the agency back to the beginning: password, second factor and recovery codes are gone, and only
    /// the new set-up code lets them in.
    ///
    /// # Errors
    /// When they are no active member of the agency, or the database fails.
    pub async fn begin_set_up(
        &mut self,
        ok: &Authorized<ManageMembers>,
        member: MemberId,
        code_hash: &str,
        totp_sealed: &str,
        ends_at: Timestamp,
    ) -> Result<()> {
        let values = [text(member), text(ok.id()), code_hash.into(), totp_sealed.into(), ends_at.into()];
        self.execute_one(ok, sql!("credential/put_set_up"), &values).await?;
        self.execute(ok, sql!("credential/drop_recovery"), &[text(member)]).await?;
        self.execute(ok, sql!("credential/delete"), &[text(member), text(ok.id())]).await?;
        Ok(())
    }

    /// How far the account of each member of the agency is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_states(&mut self, ok: &Authorized<ListMembers>) -> Result<Held<Vec<AccountState>>> {
        let rows = self.rows(ok, sql!("credential/states"), &[text(ok.id())]).await?;
        let state = |row: &Row| -> Result<AccountState> {
            Ok(AccountState {
                member: row.parse("id")?,
                enrolled: row.text_opt("enrolled_id")?.is_some(),
                set_up_ends_at: row.at_opt("set_up_ends_at")?,
            })
        };
        Ok(Held::new(rows.iter().map(state).collect::<Result<_>>()?))
    }
}
