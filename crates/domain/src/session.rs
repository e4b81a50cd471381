//! Sessions of members.

use crate::codes;

codes! {
    /// What a session is good for.
    Stage {
        /// Choosing a password and linking an authenticator, nothing else.
        SetUp = "set_up",
        /// Work.
        Open = "open",
    }
}
