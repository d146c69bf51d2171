//! The places of features in a model.

use serde::{Deserialize, Serialize};

use super::FeatureId;
use super::column::Column;
use super::table::Table;

/// Features in a fixed order; each is found by its id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Places {
    ids: Column<u64>,
    table: Table,
}

impl Places {
    /// The place of a feature.
    pub(super) fn get(&self, id: FeatureId) -> Option<usize> {
        let place = self.table.find(id.hash(), |place| self.ids.get(place as usize) == Some(id.hash()))?;
        Some(place as usize)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ids.len() == 0
    }
}

impl FromIterator<FeatureId> for Places {
    fn from_iter<I: IntoIterator<Item = FeatureId>>(ids: I) -> Self {
        let ids: Column<u64> = ids.into_iter().map(FeatureId::hash).collect();
        Self { table: Table::new(ids.len(), |place| ids.get(place as usize).unwrap_or_default()), ids }
    }
}
