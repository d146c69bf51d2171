//! The places of features in a model, packed: fourteen bytes each instead of thirty in a map.

use serde::{Deserialize, Serialize};

use super::table::Table;
use super::{Bits, FeatureId};

/// Bits of the filter for each feature: of ten features that are not there, one passes.
const FILTER: usize = 8;

/// Features in a fixed order; each is found by its id.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Vec<FeatureId>", into = "Vec<FeatureId>")]
pub(super) struct Places {
    ids: Vec<FeatureId>,
    table: Table,
    /// The ends of all ids: most features of most texts are not there, and are told apart without a look into the table.
    filter: Bits,
    mask: u64,
}

impl Places {
    /// The place of a feature.
    pub(super) fn get(&self, id: FeatureId) -> Option<usize> {
        if !self.filter.has(end(id, self.mask)) {
            return None;
        }
        let place = self.table.find(id.hash(), |place| self.ids.get(place as usize) == Some(&id))?;
        Some(place as usize)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

/// The last bits of an id.
fn end(id: FeatureId, mask: u64) -> usize {
    usize::try_from(id.hash() & mask).unwrap_or_default()
}

impl From<Vec<FeatureId>> for Places {
    fn from(ids: Vec<FeatureId>) -> Self {
        let size = (FILTER * ids.len()).next_power_of_two();
        let mask = size as u64 - 1;
        let mut filter = Bits::below(size);
        for id in &ids {
            filter.insert(end(*id, mask));
        }
        let table = Table::new(ids.len(), |place| ids.get(place as usize).map_or(0, |id| id.hash()));
        Self { table, ids, filter, mask }
    }
}

impl From<Places> for Vec<FeatureId> {
    fn from(places: Places) -> Self {
        places.ids
    }
}

impl PartialEq for Places {
    fn eq(&self, other: &Self) -> bool {
        self.ids == other.ids
    }
}

impl Eq for Places {}
