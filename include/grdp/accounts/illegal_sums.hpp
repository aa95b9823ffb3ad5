// Sums that mean nothing end in a sentence instead of a list of overloads. Each sentence has a pair of files in
// tests/compile_fail: one that compiles and one that must not.
#pragma once

#include <type_traits>

#include "grdp/accounts/quantities.hpp"

namespace grdp::accounts::illegal {

template <class T, template <int> class Family>
struct member_of : std::false_type {};
template <int Year, template <int> class Family>
struct member_of<Family<Year>, Family> : std::true_type {};
template <class T, template <int> class Family>
inline constexpr bool is = member_of<T, Family>::value;

template <class A, class B, class X, class Y>
inline constexpr bool are = (std::is_same_v<A, X> && std::is_same_v<B, Y>) ||
                            (std::is_same_v<A, Y> && std::is_same_v<B, X>);

template <class T>
concept Known = std::is_same_v<T, Percent> || std::is_base_of_v<Quantity<T>, T>;

/// Pairs that have an honest plus or minus sign.
template <class A, class B>
inline constexpr bool legal = (std::is_same_v<A, B> && std::is_base_of_v<Additive<A>, A>) ||
                              (std::is_same_v<A, Rate> && std::is_same_v<B, Points>);

template <class A, class B>
constexpr void explain() {
    static_assert(!(is<A, Volume> && is<B, Volume>),
                  "volumes at the prices of different base years do not add: re-base one of them first");
    static_assert(!((is<A, Volume> && std::is_same_v<B, Value>) || (std::is_same_v<A, Value> && is<B, Volume>)),
                  "constant and current prices do not add: deflate the value or reflate the volume first");
    static_assert(!(is<A, ChainedVolume> || is<B, ChainedVolume>),
                  "chain-linked volumes do not add: sum fixed-base volumes, then chain the total");
    static_assert(!(is<A, Deflator> || is<B, Deflator>),
                  "a deflator is a ratio: it multiplies and divides, it does not add");
    static_assert(!are<A, B, Share, Rate>,
                  "a share of a level and a rate of growth do not add: their product is a contribution");
    static_assert(!are<A, B, Share, Points>, "a share of a level and percentage points of growth do not add");
    static_assert(!are<A, B, Rate, Rate>, "rates of growth do not add: compound them");
    static_assert(!are<A, B, ValuePerPerson, ValuePerPerson>,
                  "averages per person do not add: add the values and divide again");
    static_assert(!(std::is_same_v<A, Percent> || std::is_same_v<B, Percent>),
                  "percent exists only at the edges: make a Rate, Share or Points of it first");
    static_assert(legal<A, B>, "only quantities of one kind and one price basis add");
}

}  // namespace grdp::accounts::illegal

namespace grdp::accounts {

template <illegal::Known A, illegal::Known B>
requires(!illegal::legal<A, B> && !(std::is_same_v<A, Points> && std::is_same_v<B, Rate>)) constexpr void operator+(A,
                                                                                                                    B) {
    illegal::explain<A, B>();
}
template <illegal::Known A, illegal::Known B>
requires(!illegal::legal<A, B> && !(std::is_same_v<A, Rate> && std::is_same_v<B, Rate>)) constexpr void operator-(A,
                                                                                                                  B) {
    illegal::explain<A, B>();
}
/// Deflating at the prices of another base year.
template <int A, int B>
requires(A != B) constexpr void operator*(Volume<A>, Deflator<B>) {
    static_assert(A == B, "volume and deflator have different base years");
}

}  // namespace grdp::accounts
