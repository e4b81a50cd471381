//! One-time forms: which were used and where their first sending led. Nothing here is about a person, so it needs no
//! authorisation and leaves no ledger entry; the act that the form asks for does.

use jiff::Timestamp;

use crate::row::text_opt;
use crate::{Result, Store};

/// What became of a form that is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormClaim {
    /// This is the first sending: act, then settle or release it.
    First,
    /// It was sent before.
    Again {
        /// When.
        at: Timestamp,
        /// Where that led; none while the first sending is at work, or when its answer is shown only once.
        answer: Option<String>,
    },
}

impl Store {
    /// Claims a form for one act. Claims older than `forget` are dropped: their seals have expired.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim_form(&self, now: Timestamp, seal: &str, forget: Timestamp) -> Result<FormClaim> {
        let mut conn = self.begin_conn().await?;
        conn.execute(sql!("form/forget"), &[forget.into()]).await?;
        let first = conn.execute(sql!("form/claim"), &[seal.into(), now.into()]).await? == 1;
        let claim = if first {
            FormClaim::First
        } else {
            match conn.rows(sql!("form/get"), &[seal.into()]).await?.first() {
                Some(row) => FormClaim::Again { at: row.at("used_at")?, answer: row.text_opt("answer")? },
                // Released between the two statements.
                None => FormClaim::Again { at: now, answer: None },
            }
        };
        conn.commit().await?;
        Ok(claim)
    }

    /// Notes where the first sending of a form has led.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn settle_form(&self, seal: &str, answer: &str) -> Result<()> {
        let mut conn = self.begin_conn().await?;
        conn.execute(sql!("form/settle"), &[seal.into(), text_opt(Some(answer))]).await?;
        conn.commit().await
    }

    /// Gives a form back that has done nothing, so that it can be sent again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn release_form(&self, seal: &str) -> Result<()> {
        let mut conn = self.begin_conn().await?;
        conn.execute(sql!("form/release"), &[seal.into()]).await?;
        conn.commit().await
    }
}
