//! The site as a browser meets it: HTTP in, pages out.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod account;
mod barrier;
mod breakglass;
mod case;
mod clock;
mod consent;
mod cover;
mod coverage;
mod defence;
mod document;
mod figures;
mod form;
mod frame;
mod home;
mod ledger;
mod locale;
mod markup;
mod member;
mod proof;
mod referral;
mod service;
mod service_referral;
mod signin;
mod site;
