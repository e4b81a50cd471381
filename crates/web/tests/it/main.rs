//! The site as a browser meets it: HTTP in, pages out.

mod defence;
mod figures;
mod form;
mod frame;
mod ledger;
mod locale;
mod markup;
mod referral;
mod signin;
mod site;
