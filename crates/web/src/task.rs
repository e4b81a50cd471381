//! Tasks on a case.

use app::task::Order;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::id::{CaseId, TaskId};

use crate::case::manage::title;
use crate::case::view::{At, HeadView};
use crate::case::{Reader, id, readers};
use crate::entry::{compartment, line, prose};
use crate::i18n::msg;
use crate::moment::moment;
use crate::{
    Access, Choice, Form, FormErrors, FormView, L10n, Ledger, Page, PageError, PageResult, Routes, Visit,
    render_with,
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/case/{id}/task", "task.new", Access::SignedIn, Ledger::Entry, new)
        .post("/case/{id}/task", "task.set", Access::SignedIn, Ledger::Entry, set)
        .post("/task/{id}/done", "task.finish", Access::SignedIn, Ledger::Entry, finish)
}

#[derive(Template)]
#[template(path = "task/new.html")]
struct New {
    t: L10n,
    page: Page,
    head: HeadView,
    f: FormView,
    readers: Vec<Reader>,
    team: Vec<Choice>,
}

async fn new(visit: Visit, Path(case): Path<String>) -> PageResult {
    draw(&visit, StatusCode::OK, id(&case)?, Form::empty(), FormErrors::none()).await
}

async fn draw(visit: &Visit, status: StatusCode, case: CaseId, form: Form, errors: FormErrors) -> PageResult {
    let (t, app, actor) = (visit.t, &visit.app, visit.actor());
    let head = app::case::head(app, &actor, case).await?;
    if head.writable.is_empty() {
        return Err(PageError::NotFound);
    }
    let title = title(visit, &head, t.get("task-add-title"));
    let page = visit.page(title)?.with_form("task", format!("/case/{case}/task"));
    let readers = readers(t, &head);
    let first = readers.first().map(|reader| reader.id.clone()).unwrap_or_default();
    let me = actor.member().map(|member| member.member);
    let team = head.colleagues.iter().map(|it| {
        let agency = t.pick(&it.agency_en, &it.agency_fr);
        let name = if Some(it.member) == me { t.get("case-you") } else { format!("{}, {agency}", it.name) };
        Choice::new(it.member.to_string(), name)
    });
    let team = team.collect();
    render_with(
        status,
        &New {
            t,
            head: HeadView::new(&page, app, &actor, &head, At::Form),
            f: FormView::new(&page, form.or("compartment", &first), errors)?,
            readers,
            team,
            page,
        },
    )
}

async fn set(visit: Visit, Path(case): Path<String>, form: Form) -> PageResult {
    let case: CaseId = id(&case)?;
    if form.only_language() {
        return draw(&visit, StatusCode::OK, case, form, FormErrors::none()).await;
    }
    let mut errors = FormErrors::none();
    let compartment = compartment(&form, &mut errors);
    let title = line(&form, "title", &mut errors, msg("task-title-missing"));
    let body = prose(&form, "body", &mut errors);
    let assignee = form.text("assignee").parse().ok();
    if assignee.is_none() {
        errors.add("assignee", msg("task-assignee-missing"));
    }
    let due_at = moment(&form, &mut errors, "due", &visit.app.zone(), true);
    if let (Some(compartment), Some(title), Some(assignee), Ok(due_at), true) =
        (compartment, title, assignee, due_at, errors.is_empty())
    {
        let order = Order { title, body, assignee, due_at };
        let outcome = app::task::set(&visit.app, &visit.actor(), compartment, order).await;
        if errors.settle(outcome)?.is_some() {
            return visit.done(&format!("/case/{case}"), msg("note-task-set"));
        }
    }
    draw(&visit, StatusCode::UNPROCESSABLE_ENTITY, case, form, errors).await
}

async fn finish(visit: Visit, Path(task): Path<String>, _form: Form) -> PageResult {
    let task: TaskId = id(&task)?;
    let case = app::task::finish(&visit.app, &visit.actor(), task).await?;
    visit.done(&format!("/case/{case}"), msg("note-task-done"))
}
