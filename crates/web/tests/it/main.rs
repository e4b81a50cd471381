//! The site as a browser meets it: HTTP in, pages out.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod account;
mod badinput;
mod cover;
mod coverage;
mod defence;
mod figures;
mod form;
mod frame;
mod ledger;
mod locale;
mod markup;
mod member;
mod referral;
mod service_map;
mod signin;
mod site;
mod who_looked;
