//! What can go wrong: only the model can, since every text is a legal name.

/// Why a model was refused.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text is not TOML or lacks a part of a model.
    #[error("the linkage model cannot be read")]
    Syntax(#[source] Box<toml::de::Error>),
    /// The model cannot be written as TOML.
    #[error("the linkage model cannot be written")]
    Write(#[source] Box<toml::ser::Error>),
    /// A level of a field has no probabilities.
    #[error("the linkage model does not weigh level `{level}` of field `{field}`")]
    LevelMissing {
        /// The field.
        field: &'static str,
        /// The level.
        level: &'static str,
    },
    /// A level that the field cannot have.
    #[error("field `{field}` of the linkage model has no level `{level}`")]
    LevelUnknown {
        /// The field.
        field: &'static str,
        /// The level.
        level: &'static str,
    },
    /// A probability outside (0, 1], or probabilities that sum to more than one.
    #[error("probabilities of field `{field}` of the linkage model must lie in (0, 1] and sum to at most 1")]
    Probability {
        /// The field.
        field: &'static str,
    },
    /// Another setting is out of range.
    #[error("setting `{setting}` of the linkage model is out of range")]
    Setting {
        /// The setting.
        setting: &'static str,
    },
}
