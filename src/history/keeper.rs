//! The rules that are served now: whole sets only, replaced while reviews run.

use std::sync::{Arc, PoisonError, RwLock};

use crate::rule::RuleSet;

/// Keeps the rule set that is served. A review keeps the set it began with, however often it is replaced meanwhile.
#[derive(Debug)]
pub struct Keeper {
    served: RwLock<Arc<RuleSet>>,
}

impl Keeper {
    /// Serves `rules`.
    pub fn new(rules: RuleSet) -> Self {
        Self { served: RwLock::new(Arc::new(rules)) }
    }

    /// The set that is served at this moment.
    pub fn current(&self) -> Arc<RuleSet> {
        Arc::clone(&self.served.read().unwrap_or_else(PoisonError::into_inner))
    }
}
