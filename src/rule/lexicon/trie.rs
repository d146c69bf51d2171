//! The trie of phrases over the numbers of their words.

use serde::{Deserialize, Serialize};

use super::SetId;
use crate::rule::column::{Column, Fixed};
use crate::rule::table::Table;

/// A place in the trie.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Node {
    /// Terms that hold the phrase which ends here.
    pub(super) set: SetId,
    /// Whether any phrase goes on.
    pub(super) inner: bool,
}

impl Fixed for Node {
    const WIDTH: usize = u32::WIDTH + u8::WIDTH;

    fn write(self, bytes: &mut Vec<u8>) {
        (self.set.0, u8::from(self.inner)).write(bytes);
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        <(u32, u8)>::read(bytes).map(|(set, inner)| Self { set: SetId(set), inner: inner != 0 })
    }
}

/// Phrases, each a way from its first word to its last.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Trie {
    nodes: Column<Node>,
    /// For each word, the node behind it at the start of a phrase; 0 where no phrase begins with it.
    roots: Column<u32>,
    /// A node and a word as one number, and the node behind them.
    edges: Column<(u64, u32)>,
    edge_places: Table,
}

impl Trie {
    /// The trie of these phrases, which are made of so many words: each phrase once, in order, so that neighbours share what they begin
    /// with.
    pub(super) fn new<'p>(words: usize, phrases: impl IntoIterator<Item = (&'p [u32], SetId)>) -> Self {
        let mut nodes = vec![Node::default()];
        let mut roots = vec![0; words];
        let mut edges: Vec<(u64, u32)> = Vec::new();
        // The words of the last phrase, each with the node behind it.
        let mut way: Vec<(u32, u32)> = Vec::new();
        for (numbers, set) in phrases {
            let shared = way.iter().zip(numbers).take_while(|((known, _), number)| known == *number).count();
            way.truncate(shared);
            for number in numbers.get(shared..).unwrap_or_default() {
                let next = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
                nodes.push(Node::default());
                if let Some((_, before)) = way.last() {
                    edges.push((key(*before, *number), next));
                    nodes.get_mut(*before as usize).into_iter().for_each(|node| node.inner = true);
                } else if let Some(root) = roots.get_mut(*number as usize) {
                    *root = next;
                }
                way.push((*number, next));
            }
            way.last().and_then(|(_, node)| nodes.get_mut(*node as usize)).into_iter().for_each(|node| node.set = set);
        }
        let edge_places = Table::new(edges.len(), |place| edges.get(place as usize).map_or(0, |(key, _)| *key));
        Self { nodes: nodes.into_iter().collect(), roots: roots.into_iter().collect(), edges: edges.into_iter().collect(), edge_places }
    }

    /// The number of the node behind another and a word, or behind a word at the start, and the node.
    pub(super) fn next(&self, node: Option<u32>, word: u32) -> Option<(u32, Node)> {
        let next = match node {
            None => self.roots.get(word as usize).filter(|next| *next != 0)?,
            Some(node) => self.edge(node, word)?,
        };
        Some((next, self.nodes.get(next as usize)?))
    }

    fn edge(&self, node: u32, word: u32) -> Option<u32> {
        let wanted = key(node, word);
        let edge = |place: u32| self.edges.get(place as usize);
        let place = self.edge_places.find(wanted, |place| edge(place).is_some_and(|(key, _)| key == wanted))?;
        edge(place).map(|(_, next)| next)
    }
}

fn key(node: u32, word: u32) -> u64 {
    u64::from(node) << 32 | u64::from(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_ways_from_word_to_word() {
        let trie = Trie::new(4, [([1].as_slice(), SetId(7)), (&[1, 2], SetId(8)), (&[3, 2], SetId(9))]);
        let (one, node) = trie.next(None, 1).expect("a phrase begins with it");
        assert_eq!(node, Node { set: SetId(7), inner: true });
        assert_eq!(trie.next(Some(one), 2).map(|(_, node)| node), Some(Node { set: SetId(8), inner: false }));
        let (three, node) = trie.next(None, 3).expect("a phrase begins with it");
        assert_eq!(node, Node { set: SetId(0), inner: true });
        assert_eq!(trie.next(Some(three), 2).map(|(_, node)| node.set), Some(SetId(9)));
        assert!(trie.next(None, 2).is_none() && trie.next(Some(one), 3).is_none() && trie.next(None, 9).is_none());
    }
}
