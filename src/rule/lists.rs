//! Lists one after the other, each known by its number.

use serde::{Deserialize, Serialize};

use super::column::{Column, Fixed};

/// Lists of values of one width.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Lists<T> {
    ends: Column<u32>,
    items: Column<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { ends: Column::default(), items: Column::default() }
    }
}

impl<T: Fixed> Lists<T> {
    /// Adds a list behind the last one.
    pub(crate) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        list.into_iter().for_each(|item| self.items.push(item));
        self.ends.push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    /// How many lists there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The values of a list; none where there is no such list.
    pub(crate) fn get(&self, at: usize) -> impl Iterator<Item = T> + Clone {
        let end = self.ends.get(at).unwrap_or_default();
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).unwrap_or_default();
        self.items.values(start as usize..end.max(start) as usize)
    }

    /// Gives back the room that growing has left.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.ends.shrink_to_fit();
        self.items.shrink_to_fit();
    }
}
