//! The site as a browser meets it: HTTP in, pages out.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod account;
mod cover;
mod coverage;
mod case;
mod defence;
mod figures;
mod form;
mod frame;
mod ledger;
mod locale;
mod markup;
mod referral;
mod member;
mod signin;
mod site;
