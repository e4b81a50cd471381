//! Identities: which records are believed to be one person, as people's decisions made them.

use domain::id::{IdentityId, MatchId, RecordId};
use domain::matching::MatchState;
use jiff::Timestamp;
use policy::action::{KnowHolder, ReadRecord};
use policy::{Authorized, Candidate};

use crate::matching::DecidesMatch;
use crate::reach::Reach;
use crate::record::{Holder, holder};
use crate::row::{Value, text};
use crate::{Held, Result, Tx};

/// A match that people decided: the two records are one person, or they are two.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decided {
    /// When it came to stand so.
    pub at: Timestamp,
    /// The alert.
    pub alert: MatchId,
    /// One record.
    pub left: RecordId,
    /// The other.
    pub right: RecordId,
    /// One person; otherwise two.
    pub same: bool,
}

impl Tx {
    /// The decided matches of a record, in the order in which they were decided.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn decided_matches<A: DecidesMatch>(
        &mut self,
        ok: &Authorized<A>,
        record: RecordId,
    ) -> Result<Vec<Decided>> {
        let rows = self.rows(ok, sql!("identity/decided"), &[text(record)]).await?;
        rows.iter()
            .map(|row| {
                Ok(Decided {
                    at: row.at("decided_at")?,
                    alert: row.parse("id")?,
                    left: row.parse("left_id")?,
                    right: row.parse("right_id")?,
                    same: row.parse::<MatchState>("state")? == MatchState::Linked,
                })
            })
            .collect()
    }

    /// Writes the identities of some records anew. A record without an identity stands alone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_identities<A: DecidesMatch>(
        &mut self,
        ok: &Authorized<A>,
        identities: &[(RecordId, Option<IdentityId>)],
    ) -> Result<()> {
        let all: Vec<Vec<Value>> = identities.iter().map(|(record, _)| vec![text(record)]).collect();
        self.execute_many(ok, sql!("identity/clear"), &all).await?;
        let joined: Vec<Vec<Value>> = identities
            .iter()
            .filter_map(|(record, identity)| identity.map(|identity| vec![text(record), text(identity)]))
            .collect();
        self.execute_many(ok, sql!("identity/insert"), &joined).await?;
        Ok(())
    }

    /// The identity of the record of the authorisation, when it is linked to another.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn identity(&mut self, ok: &Authorized<ReadRecord>) -> Result<Held<Option<IdentityId>>> {
        let row = self.row(ok, sql!("identity/of_record"), &[text(ok.id())]).await?;
        Ok(Held::new(row.map(|row| row.parse("identity_id")).transpose()?))
    }

    /// Holders of the other records of the same identity that the actor may be told of.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn linked_holders(
        &mut self,
        ok: &Authorized<ReadRecord>,
    ) -> Result<Held<Vec<Candidate<KnowHolder, Holder>>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let me = Reach(member);
        let values = [text(ok.id()), me.agency(), me.caseworker(), me.alert_agency()];
        let rows = self.rows(ok, sql!("identity/others"), &values).await?;
        self.candidates(&rows, holder).await
    }
}
