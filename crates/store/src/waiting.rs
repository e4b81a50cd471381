//! How much work waits for a member, for the rail of every page and for their first page.

use domain::agency::AgencyKind;
use domain::id::{CaseId, TaskId};
use domain::member::Role;
use jiff::Timestamp;
use policy::Authorized;
use policy::action::{ListCases, UseAccount};

use crate::notice::at_desk;
use crate::reach::Reach;
use crate::{Error, Held, Result, Tx};

/// What waits, by the list on which it stands. No count goes beyond 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting {
    /// Running deadlines that fall on the member, by name or by role.
    pub clocks: u32,
    /// Referrals that their desk has to answer.
    pub referrals: u32,
    /// Match alerts that their agency has to answer.
    pub matches: u32,
    /// Referrals to their services that have no answer.
    pub services: u32,
    /// Tasks.
    pub tasks: u32,
    /// Uses of break-glass to review.
    pub reviews: u32,
    /// Notices that were not seen.
    pub notices: u32,
}

/// A task that is not done. What it asks for is read on its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnTask {
    /// The task.
    pub id: TaskId,
    /// Its case.
    pub case: CaseId,
    /// Until when.
    pub due_at: Option<Timestamp>,
}

impl Tx {
    /// What waits for the member whose account it is. Each count is filtered as the list behind it, so it counts nothing that
    /// the member may not read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn waiting(&mut self, ok: &Authorized<UseAccount>) -> Result<Held<Waiting>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Waiting::default())) };
        let me = Reach(member);
        let desk = member.has(Role::Duty) || member.has(Role::Supervisor);
        let roles: String = member.roles.iter().map(|role| format!(",{role}")).collect();
        let auditor = member.agency_kind == AgencyKind::Oversight && member.has(Role::Auditor);
        let values = [
            me.me(),
            me.agency(),
            me.caseworker(),
            desk.into(),
            format!("{roles},").into(),
            me.alert_agency(),
            auditor.into(),
            at_desk(member).into(),
        ];
        let row = self.row(ok, sql!("waiting/count"), &values).await?.ok_or(Error::Conflict)?;
        let count = |name: &str| Ok::<_, Error>(u32::try_from(row.int(name)?).unwrap_or(u32::MAX));
        Ok(Held::new(Waiting {
            clocks: count("clocks")?,
            referrals: count("referrals")?,
            matches: count("matches")?,
            services: count("services")?,
            tasks: count("tasks")?,
            reviews: count("reviews")?,
            notices: count("notices")?,
        }))
    }

    /// The actor's own tasks, soonest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_tasks(&mut self, ok: &Authorized<ListCases>, limit: i64) -> Result<Held<Vec<OwnTask>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let me = Reach(member);
        let rows = self.rows(ok, sql!("waiting/tasks"), &[me.me(), me.caseworker(), limit.into()]).await?;
        let tasks = rows.iter().map(|row| {
            Ok(OwnTask { id: row.parse("id")?, case: row.parse("case_id")?, due_at: row.at_opt("due_at")? })
        });
        Ok(Held::new(tasks.collect::<Result<_>>()?))
    }
}
