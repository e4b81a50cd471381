//! Tasks: something one member must do on a case, kept in one compartment.

use domain::actor::Actor;
use domain::clock::ClockSubject;
use domain::entry::{EntryKind, Event, Marks};
use domain::id::{CaseId, CompartmentId, MemberId, TaskId};
use domain::notice::NoticeKind;
use domain::text::{Line, Prose};
use jiff::Timestamp;
use packs::Context;
use policy::action::{DoTask, ReadEntry, SetTask};
use policy::facts::TaskFacts;
use store::entry::NewEntry;
use store::notice::NewNotice;
use store::task::NewTask;

use crate::case::write;
use crate::clock::{On, happen};
use crate::entry::author_name;
use crate::{App, Error, Fault, Result};

/// A task as it was typed and checked.
#[derive(Debug, Clone)]
pub struct Order {
    /// What to do.
    pub title: Line,
    /// More words.
    pub body: Option<Prose>,
    /// Who does it.
    pub assignee: MemberId,
    /// Until when.
    pub due_at: Option<Timestamp>,
}

/// Sets a task for somebody on the team who may read the compartment.
///
/// # Errors
/// When the actor may not write there (told as absent), the one who is to do it is not on the team or may not read there,
/// the time has passed, or the store fails.
pub async fn set(app: &App, actor: &Actor, compartment: CompartmentId, order: Order) -> Result<TaskId> {
    app.recorded(async {
        let me = actor.member().ok_or(Error::SignedOut)?.member;
        let mut tx = app.begin().await?;
        let facts = tx.compartment_facts(compartment).await?;
        let ok = app.permit::<SetTask>(actor, compartment, facts, &())?;
        let case = ok.resource().case.id;
        if order.due_at.is_some_and(|due| due <= tx.now()) {
            return Err(Error::Invalid(vec![Fault::new("due", "task-due-past")]));
        }
        let id = TaskId::new();
        let team = tx.team(&ok, case).await?;
        let assignee = team.iter().find(|member| member.member == order.assignee).cloned();
        let entry = tx.entry_in(ok.resource()).await?;
        let task = TaskFacts { id, compartment: ok.resource().clone(), assignee: order.assignee };
        // Whoever could not read the task must not be given it: its title says what others may not know.
        let assignee = assignee.filter(|member| {
            let member = Actor::Member(member.clone());
            app.may::<ReadEntry>(&member, &entry, &()) && app.may::<DoTask>(&member, &task, &())
        });
        let Some(assignee) = assignee else {
            return Err(Error::Invalid(vec![Fault::new("assignee", "task-assignee-cannot")]));
        };
        let new = NewEntry {
            kind: EntryKind::Task,
            at: tx.now(),
            author_name: author_name(actor),
            title: order.title.to_string(),
            body: order.body.map(|body| body.to_string()),
            sensitive_body: None,
            marks: Marks::default(),
        };
        let entry = tx.write_entry(&ok, case, compartment, new).await?;
        let new = NewTask { id, entry, assignee: assignee.member, set_by: me, due_at: order.due_at };
        tx.set_task(&ok, &new).await?;
        let on = On::new(ClockSubject::Task, id, assignee.agency).on_case(case).for_member(assignee.member);
        happen(app, &mut tx, &ok, "task-set", &on, &Context::new()).await?;
        if assignee.member != me {
            let notice = NewNotice {
                agency: assignee.agency,
                member: Some(assignee.member),
                kind: NoticeKind::TaskSet,
                subject_kind: "task",
                subject_id: id.to_string(),
                case: Some(case),
            };
            tx.notify(&ok, &notice).await?;
        }
        tx.tell(&ok, "task", id.to_string());
        tx.tell(&ok, "entry", entry.to_string());
        tx.commit().await?;
        Ok(id)
    })
    .await
}

/// Says that a task is done, for whoever it was given to. Returns its case.
///
/// # Errors
/// When it is not the actor's to do (told as absent), it was done already, or the store fails.
pub async fn finish(app: &App, actor: &Actor, id: TaskId) -> Result<CaseId> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.task_facts(id).await?;
        let ok = app.permit::<DoTask>(actor, id, facts, &())?;
        let done = tx.do_task(&ok).await?;
        let (case, compartment) = (ok.resource().compartment.case.id, ok.resource().compartment.id);
        let told = tx.entry_facts(done.0).await?;
        let told = told.and_then(|facts| app.allowed::<ReadEntry>(actor, &facts, &()));
        let title = match &told {
            Some(seen) => Some(tx.entry(seen).await?.entry.title.clone()),
            None => None,
        };
        write(&mut tx, &ok, case, compartment, EntryKind::Event, Event::new("task-done"), title).await?;
        let member = ok.resource().assignee;
        let agency = actor.member().map_or(ok.resource().compartment.owner, |member| member.agency);
        let on = On::new(ClockSubject::Task, id, agency).on_case(case).for_member(member);
        happen(app, &mut tx, &ok, "task-done", &on, &Context::new()).await?;
        tx.commit().await?;
        Ok(case)
    })
    .await
}
