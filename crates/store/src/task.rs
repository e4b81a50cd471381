//! Tasks. What is to be done is the title of the entry that tells of the task.

use domain::id::{EntryId, MemberId, TaskId};
use jiff::Timestamp;
use policy::Authorized;
use policy::action::{DoTask, SetTask};

use crate::row::text;
use crate::{Held, Result, Tx};

/// A task to set.
#[derive(Debug, Clone, Copy)]
pub struct NewTask {
    /// Its id.
    pub id: TaskId,
    /// The entry that says what to do.
    pub entry: EntryId,
    /// Who does it.
    pub assignee: MemberId,
    /// Who sets it.
    pub set_by: MemberId,
    /// Until when.
    pub due_at: Option<Timestamp>,
}

impl Tx {
    /// Sets a task in the compartment of the authorisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_task(&mut self, ok: &Authorized<SetTask>, new: &NewTask) -> Result<()> {
        let values = [
            text(new.id),
            text(ok.resource().case.id),
            text(ok.id()),
            text(new.entry),
            text(new.assignee),
            text(new.set_by),
            self.now().into(),
            new.due_at.into(),
        ];
        self.execute_one(ok, sql!("task/insert"), &values).await
    }

    /// Notes that the task of the authorisation is done. Returns the entry that told of it and who set it.
    ///
    /// # Errors
    /// When it was done already, or the database fails.
    pub async fn do_task(&mut self, ok: &Authorized<DoTask>) -> Result<Held<(EntryId, MemberId)>> {
        self.execute_one(ok, sql!("task/do"), &[text(ok.id()), self.now().into()]).await?;
        let row = self.row(ok, sql!("task/get"), &[text(ok.id())]).await?.ok_or(crate::Error::Conflict)?;
        Ok(Held::new((row.parse("entry_id")?, row.parse("set_by")?)))
    }
}
