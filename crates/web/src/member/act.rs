//! What an administrator does with an account: each act has a page that says what follows from it, and a button.

use askama::Template;
use axum::extract::Path;

use super::{code_page, id_of};
use crate::i18n::{MsgId, msg};
use crate::{Access, Form, FormView, L10n, Ledger, Page, PageError, PageResult, Routes, SignedIn, render};

pub(super) fn routes() -> Routes {
    Routes::new().get("/members/{id}/{act}", "member.ask", Access::SignedIn, Ledger::Entry, ask).post(
        "/members/{id}/{act}",
        "member.act",
        Access::SignedIn,
        Ledger::Entry,
        act,
    )
}

#[derive(Clone, Copy)]
enum Act {
    Reset,
    EndSessions,
    Leave,
    Return,
}

impl Act {
    fn named(name: &str) -> Result<Self, PageError> {
        match name {
            "reset" => Ok(Self::Reset),
            "end-sessions" => Ok(Self::EndSessions),
            "leave" => Ok(Self::Leave),
            "return" => Ok(Self::Return),
            _ => Err(PageError::NotFound),
        }
    }

    /// Title, what follows, button.
    const fn words(self) -> (MsgId, MsgId, MsgId) {
        match self {
            Self::Reset => (msg("member-reset-title"), msg("member-reset-text"), msg("member-reset-do")),
            Self::EndSessions => (msg("member-end-title"), msg("member-end-text"), msg("member-end-do")),
            Self::Leave => (msg("member-leave-title"), msg("member-leave-text"), msg("member-leave-do")),
            Self::Return => (msg("member-return-title"), msg("member-return-text"), msg("member-return-do")),
        }
    }
}

#[derive(Template)]
#[template(path = "member/act.html")]
struct Ask {
    t: L10n,
    page: Page,
    f: FormView,
    name: String,
    text: String,
    label: String,
    back: String,
}

async fn ask(visit: SignedIn, Path((id, name)): Path<(String, String)>) -> PageResult {
    let (member, act) = (id_of(&id)?, Act::named(&name)?);
    let found = app::member::account(&visit.app, &visit.actor, member).await?;
    let (title, text, label) = act.words();
    let t = visit.t;
    let page = visit.page(t.get(title))?;
    let f = FormView::blank(&page)?;
    let back = page.href(&format!("/members/{member}"));
    render(&Ask { t, page, f, name: found.member.name, text: t.get(text), label: t.get(label), back })
}

async fn act(visit: SignedIn, Path((id, name)): Path<(String, String)>, _form: Form) -> PageResult {
    let (member, act) = (id_of(&id)?, Act::named(&name)?);
    let (app, actor) = (&visit.app, &visit.actor);
    let note = match act {
        Act::Reset => {
            let code = app::member::reset(app, actor, member).await?;
            let found = app::member::account(app, actor, member).await?;
            return code_page(&visit, &found.member.name, &code);
        }
        Act::EndSessions => {
            app::member::end_sessions(app, actor, member).await?;
            msg("note-sessions-ended")
        }
        Act::Leave => {
            app::member::set_active(app, actor, member, false).await?;
            msg("note-member-left")
        }
        Act::Return => {
            app::member::set_active(app, actor, member, true).await?;
            msg("note-member-back")
        }
    };
    visit.done(&format!("/members/{member}"), note)
}
