//! The members of an agency: colleagues for everyone, accounts for the administrator.

mod act;
mod words;

use std::collections::BTreeSet;

use app::member::{AccountState, MemberAccount, NewMember};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::id::MemberId;
use domain::member::{Member, Role};

use crate::{
    Access, Choice, Form, FormErrors, FormView, L10n, Ledger, Page, PageError, PageResult, Routes, SignedIn,
    msg, render, render_with,
};
use words::role_name;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/members", "member.list", Access::SignedIn, Ledger::Entry, list)
        .get("/members/new", "member.new", Access::SignedIn, Ledger::Entry, new)
        .post("/members/new", "member.add", Access::SignedIn, Ledger::Entry, add)
        .get("/members/{id}", "member.show", Access::SignedIn, Ledger::Entry, show)
        .post("/members/{id}/roles", "member.roles", Access::SignedIn, Ledger::Entry, set_roles)
        .and(act::routes())
}

/// The member of an address. What is no id is absent.
fn id_of(text: &str) -> Result<MemberId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// A member in the list.
struct Row {
    id: String,
    name: String,
    title: String,
    phone: String,
    roles: String,
    active: bool,
    account: Option<(String, i64)>,
}

fn row(t: L10n, member: &Member, account: Option<(String, i64)>) -> Row {
    let roles: Vec<String> = member.roles.iter().map(|role| t.get(role_name(*role))).collect();
    Row {
        id: member.id.to_string(),
        name: member.name.clone(),
        title: t.pick(&member.title_en, &member.title_fr).to_owned(),
        phone: member.phone.clone().unwrap_or_default(),
        roles: roles.join(", "),
        active: member.active,
        account,
    }
}

/// How far an account is, in words.
fn state(t: L10n, state: AccountState) -> String {
    match state {
        AccountState::Left => t.get("member-state-left"),
        AccountState::Ready => t.get("member-state-ready"),
        AccountState::Waiting(until) => t.with("member-state-waiting", [("until", t.date_time(until))]),
        AccountState::NoWayIn => t.get("member-state-none"),
    }
}

#[derive(Template)]
#[template(path = "member/list.html")]
struct List {
    t: L10n,
    page: Page,
    rows: Vec<Row>,
    manages: bool,
}

async fn list(visit: SignedIn) -> PageResult {
    let (t, agency) = (visit.t, visit.live.member.agency);
    let manages = visit.live.member.has(Role::Administrator);
    let rows = if manages {
        let accounts = app::member::accounts(&visit.app, &visit.actor, agency).await?;
        let all = accounts.iter();
        all.map(|found| row(t, &found.member, Some((state(t, found.state), found.sessions)))).collect()
    } else {
        let members = app::member::list(&visit.app, &visit.actor, agency).await?;
        members.iter().filter(|member| member.active).map(|member| row(t, member, None)).collect()
    };
    let page = visit.page(t.get("member-list-title"))?;
    render(&List { t, page, rows, manages })
}

/// Every role as a box to tick.
fn role_choices(t: L10n) -> Vec<Choice> {
    Role::ALL.iter().map(|role| Choice::new(role.code(), t.get(role_name(*role)))).collect()
}

/// The roles that a form has ticked. What is no role is a form that is not ours.
fn ticked(form: &Form) -> Result<BTreeSet<Role>, PageError> {
    form.all("roles")
        .iter()
        .map(|code| Role::from_code(code).ok_or(PageError::Bad("a role that does not exist")))
        .collect()
}

#[derive(Template)]
#[template(path = "member/new.html")]
struct New {
    t: L10n,
    page: Page,
    f: FormView,
    roles: Vec<Choice>,
}

fn new_page(visit: &SignedIn, form: Form, errors: FormErrors, status: StatusCode) -> PageResult {
    let t = visit.t;
    let page = visit.page(t.get("member-new-title"))?.with_form("member", "/members/new");
    let f = FormView::new(&page, form, errors)?;
    render_with(status, &New { t, page, f, roles: role_choices(t) })
}

async fn new(visit: SignedIn) -> PageResult {
    app::member::may_manage(&visit.app, &visit.actor, visit.live.member.agency).await?;
    new_page(&visit, Form::empty(), FormErrors::none(), StatusCode::OK)
}

async fn add(visit: SignedIn, form: Form) -> PageResult {
    app::member::may_manage(&visit.app, &visit.actor, visit.live.member.agency).await?;
    if form.only_language() {
        return new_page(&visit, form, FormErrors::none(), StatusCode::OK);
    }
    let text = |name| form.text(name).to_owned();
    let typed = NewMember {
        login: text("login"),
        name: text("name"),
        title_en: text("title_en"),
        title_fr: text("title_fr"),
        phone: text("phone"),
        roles: ticked(&form)?,
    };
    let mut errors = FormErrors::none();
    let outcome = app::member::invite(&visit.app, &visit.actor, visit.live.member.agency, &typed).await;
    match errors.settle(outcome)? {
        Some((_, code)) => code_page(&visit, &typed.name, &code),
        None => new_page(&visit, form, errors, StatusCode::UNPROCESSABLE_ENTITY),
    }
}

#[derive(Template)]
#[template(path = "member/code.html")]
struct Code {
    t: L10n,
    page: Page,
    name: String,
    code: String,
}

/// The page with the set-up code: an answer that is kept nowhere, so it is the only one.
fn code_page(visit: &SignedIn, name: &str, code: &str) -> PageResult {
    let page = visit.page(visit.t.get("member-code-title"))?;
    render(&Code { t: visit.t, page, name: name.to_owned(), code: code.to_owned() })
}

#[derive(Template)]
#[template(path = "member/show.html")]
struct Show {
    t: L10n,
    page: Page,
    f: FormView,
    row: Row,
    login: String,
    oneself: bool,
    roles: Vec<Choice>,
}

fn show_page(visit: &SignedIn, found: &MemberAccount, errors: FormErrors, status: StatusCode) -> PageResult {
    let t = visit.t;
    let page = visit.page(t.get("member-show-title"))?;
    let held = found.member.roles.iter().map(|role| ("roles", role.code()));
    let f = FormView::new(&page, Form::filled(held), errors)?;
    render_with(
        status,
        &Show {
            t,
            f,
            row: row(t, &found.member, Some((state(t, found.state), found.sessions))),
            login: found.member.login.clone(),
            oneself: found.member.id == visit.live.member.member,
            roles: role_choices(t),
            page,
        },
    )
}

async fn show(visit: SignedIn, Path(id): Path<String>) -> PageResult {
    let found = app::member::account(&visit.app, &visit.actor, id_of(&id)?).await?;
    show_page(&visit, &found, FormErrors::none(), StatusCode::OK)
}

async fn set_roles(visit: SignedIn, Path(id): Path<String>, form: Form) -> PageResult {
    let member = id_of(&id)?;
    let mut errors = FormErrors::none();
    let outcome = app::member::set_roles(&visit.app, &visit.actor, member, &ticked(&form)?).await;
    match errors.settle(outcome)? {
        Some(()) => visit.done(&format!("/members/{member}"), msg("note-roles-set")),
        None => {
            let found = app::member::account(&visit.app, &visit.actor, member).await?;
            show_page(&visit, &found, errors, StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}
