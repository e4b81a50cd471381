//! Referrals that come in: the form that anyone may send, what its sender hears, and the desk that answers.

use std::str::FromStr;

use crate::{Access, Ledger, PageError, Routes};

mod answer;
mod desk;
mod follow;
mod question;
mod send;
mod show;
mod words;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/refer", "referral.choose", Access::Public, Ledger::Entry, send::choose)
        .get("/refer/follow", "referral.ask", Access::Public, FIXED, follow::ask)
        .post_again("/refer/follow", "referral.follow", Access::Public, Ledger::Entry, follow::follow)
        .get("/refer/stopped", "referral.stopped", Access::Public, FIXED, send::stopped)
        .get("/refer/{agency}", "referral.new", Access::Public, Ledger::Entry, send::new)
        // Sent a second time it is known by its number and answers: nobody loses what they typed because a seal ran out.
        .post_again("/refer/{agency}", "referral.send", Access::Public, Ledger::Entry, send::send)
        .get("/referrals", "referral.list", Access::SignedIn, Ledger::Entry, desk::list)
        .get("/referrals/{id}", "referral.show", Access::SignedIn, Ledger::Entry, show::show)
        .post("/referrals/{id}/told", "referral.told", Access::SignedIn, Ledger::Entry, answer::told)
        .post("/referrals/{id}/take-up", "referral.take-up", Access::SignedIn, Ledger::Entry, answer::take_up)
        .post("/referrals/{id}/decline", "referral.decline", Access::SignedIn, Ledger::Entry, answer::decline)
}

const FIXED: Ledger = Ledger::Nothing("a fixed page, the same for everybody");

/// An id out of an address; what is no id is absent.
fn id<T: FromStr>(text: &str) -> Result<T, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}
