//! The parties of the packs' rules: which agency, and which member where one is known, stands in which part to a thing.
//! Ids only, like all facts.

use domain::clock::ClockSubject;
use domain::id::{AgencyId, CaseId, MemberId};

use crate::row::text;
use crate::{Result, Tx};

/// A party to a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Party {
    /// The agency.
    pub agency: AgencyId,
    /// The member, where the thing itself names one: the sender, the opener, the assignee.
    pub member: Option<MemberId>,
}

impl Tx {
    /// The party of this name (code list `parties`) to a thing; none when the thing has no such party, or several.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn party(&mut self, subject: ClockSubject, id: &str, party: &str) -> Result<Option<Party>> {
        if party == "oversight" {
            let row = self.fact_row(sql!("facts/oversight"), &[]).await?;
            return row.map(|row| Ok(Party { agency: row.parse("id")?, member: None })).transpose();
        }
        let row = self.fact_row(sql!("facts/party"), &[text(subject), id.into(), party.into()]).await?;
        row.map(|row| Ok(Party { agency: row.parse("agency_id")?, member: row.parse_opt("member_id")? }))
            .transpose()
    }

    /// Who of an agency has this part (code list `case-parts`) in a case now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn part_holder(
        &mut self,
        case: CaseId,
        agency: AgencyId,
        part: &str,
    ) -> Result<Option<MemberId>> {
        let row = self.fact_row(sql!("facts/part_holder"), &[text(case), text(agency), part.into()]).await?;
        row.map(|row| row.parse("member_id")).transpose()
    }
}
