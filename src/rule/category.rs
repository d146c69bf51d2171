//! The closed sets of the contract: categories, severities, requirements, evidence, each with one table.

/// Declares a closed set: an enum with the name each member has in files and JSON, and its title where that is behind the name.
/// One table, so that names cannot drift apart. Public, unless a visibility stands before the name. What is said to applicants is in
/// `locale`.
macro_rules! closed_set {
    ($(#[$doc:meta])* $set:ident { $($table:tt)+ }) => {
        closed_set! { $(#[$doc])* pub $set { $($table)+ } }
    };
    ($(#[$doc:meta])* $vis:vis $set:ident { $($(#[$member_doc:meta])* $member:ident = $name:literal, $title:literal;)+ }) => {
        closed_set! { $(#[$doc])* $vis $set { $($(#[$member_doc])* $member = $name;)+ } }

        impl $set {
            /// The name for people.
            $vis const fn title(self) -> &'static str {
                match self { $(Self::$member => $title),+ }
            }
        }
    };
    ($(#[$doc:meta])* $vis:vis $set:ident { $($(#[$member_doc:meta])* $member:ident = $name:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $set { $($(#[$member_doc])* $member,)+ }

        impl $set {
            /// All members, in the order of their table.
            $vis const ALL: &'static [Self] = &[$(Self::$member),+];

            /// The name in files, JSON and ids.
            $vis const fn name(self) -> &'static str {
                match self { $(Self::$member => $name),+ }
            }

            /// The names of all members, in the order of their table.
            $vis fn names() -> Vec<&'static str> {
                Self::ALL.iter().map(|member| member.name()).collect()
            }

            /// The member called `name`.
            $vis fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|member| member.name() == name)
            }
        }

        impl std::fmt::Display for $set {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl serde::Serialize for $set {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $set {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = String::deserialize(deserializer)?;
                let unknown = || serde::de::Error::custom(format_args!("there is no `{name}`, but {}", Self::names().join(", ")));
                Self::from_name(&name).ok_or_else(unknown)
            }
        }
    };
}
pub(crate) use closed_set;

closed_set! {
    /// A reason for which requests are turned down.
    Category {
        /// Nothing concrete is said.
        Vague = "vague";
        /// What will be built is not said.
        MissingBuild = "missing-build";
        /// Who uses it is not said.
        MissingAudience = "missing-audience";
        /// What it is for is not said.
        MissingPurpose = "missing-purpose";
        /// Internal here, outside users there.
        ConflictingAudience = "conflicting-audience";
        /// Acts on the platform by itself.
        Botting = "botting";
        /// Harvests data of others.
        Scraping = "scraping";
        /// More requests than the limit.
        Volume = "volume";
        /// Long gaps of use.
        Dormancy = "dormancy";
        /// Sells data, access or a product on top.
        Commercial = "commercial";
        /// The platform's name or logo in the app's name.
        Brand = "brand";
        /// Another breach of the terms.
        Terms = "terms";
        /// Research as the only use.
        Research = "research";
        /// ID verification.
        Identity = "identity";
        /// The account's name.
        Name = "name";
        /// The account's address.
        Address = "address";
        /// The profile picture.
        Photo = "photo";
        /// The payment method.
        Payment = "payment";
        /// The account's standing.
        Standing = "standing";
        /// Work history and earnings.
        History = "history";
        /// Form and profile disagree.
        Mismatch = "mismatch";
    }
}

closed_set! {
    /// How much a finding weighs; the worst one decides the verdict.
    Severity {
        /// Worth changing, decides nothing.
        Advice = "advice";
        /// Something a reviewer would ask about: needs work.
        Question = "question";
        /// Reason enough to turn the request down.
        Reject = "reject";
    }
}

impl Severity {
    /// Points a finding of this severity costs where its rule names none.
    pub const fn default_points(self) -> u32 {
        match self {
            Self::Advice => 4,
            Self::Question => 22,
            Self::Reject => 62,
        }
    }
}

closed_set! {
    /// A field of the account's profile that has to be in order.
    Field {
        /// Government ID verification.
        Identity = "identity";
        /// The account's name.
        Name = "name";
        /// The address.
        Address = "address";
        /// The profile picture.
        Photo = "photo";
        /// The payment method.
        Payment = "payment";
        /// The account's standing.
        Standing = "standing";
        /// Earnings and work history.
        History = "history";
        /// The company a person works for or owns.
        Company = "company";
        /// The country.
        Country = "country";
        /// The city.
        City = "city";
        /// The e-mail address.
        Email = "email";
    }
}

impl Field {
    /// The fields that every account has to have in order, as the checklist shows them.
    pub const REQUIRED: &'static [Self] =
        &[Self::Identity, Self::Name, Self::Address, Self::Photo, Self::Payment, Self::Standing, Self::History];
}

closed_set! {
    /// What a profile says of a requirement.
    State {
        /// In order.
        Met = "met";
        /// Not in order.
        Failed = "failed";
        /// Begun but not finished: pending, under review, warned.
        Pending = "pending";
        /// Nothing is said.
        Unstated = "unstated";
    }
}

closed_set! {
    /// A text of the submission.
    Input {
        /// The app's title.
        Title = "title";
        /// The usage description.
        Description = "description";
        /// The profile summary.
        Profile = "profile";
        /// What was typed into the request form.
        Form = "form";
    }
}

closed_set! {
    /// A statement every description has to make.
    Statement {
        /// What is built.
        Build = "build", "What is built";
        /// Used inside: oneself, the own team.
        Internal = "internal", "Internal use";
        /// Used outside: clients, the public, third parties.
        External = "external", "External use";
        /// What it is for.
        Purpose = "purpose", "What it is for";
        /// A concrete fact beyond these: operation, people, system, frequency.
        Fact = "fact", "Concrete facts";
        /// Data or a task of the platform.
        Data = "data", "Data and tasks";
        /// Words that fit any product and say nothing.
        Empty = "empty", "Empty words";
    }
}

closed_set! {
    /// What the review predicts.
    Verdict {
        /// A reason for rejection was found.
        LikelyRejected = "likely-rejected";
        /// A reviewer would have to ask.
        NeedsWork = "needs-work";
        /// Nothing stands against it.
        Ready = "ready";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_lead_back() {
        for category in Category::ALL {
            assert_eq!(Category::from_name(category.name()), Some(*category));
        }
        assert_eq!(Category::ALL.len(), 21);
        assert!(Severity::Reject > Severity::Question && Verdict::Ready > Verdict::LikelyRejected);
    }
}
