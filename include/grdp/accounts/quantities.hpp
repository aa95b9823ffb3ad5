// The field's quantities as types: what adds has a plus sign, what does not adds nothing but a message.
// Makers and readers name the unit; inside, rates and shares are fractions and money is billion VND, so that
// billion VND over thousand persons is million VND per person without a factor.
#pragma once

#include <compare>

namespace grdp::accounts {

/// A number of percent as people write and read it. It exists at the edges only: it has no arithmetic, and turns
/// into a Rate, Share or Points by their makers.
class Percent {
  public:
    constexpr explicit Percent(double number) : number_(number) {}
    [[nodiscard]] constexpr double number() const { return number_; }
    friend constexpr auto operator<=>(Percent, Percent) = default;

  private:
    double number_;
};

namespace literals {
constexpr Percent operator""_percent(long double number) {
    return Percent(static_cast<double>(number));
}
constexpr Percent operator""_percent(unsigned long long number) {
    return Percent(static_cast<double>(number));
}
}  // namespace literals

/// Order and identity, which every quantity has; the raw number is for the quantity's own arithmetic.
template <class Kind>
class Quantity {
  public:
    friend constexpr auto operator<=>(Kind a, Kind b) { return a.raw() <=> b.raw(); }
    friend constexpr bool operator==(Kind a, Kind b) { return a.raw() == b.raw(); }
    /// The number in the unit that the type states.
    [[nodiscard]] constexpr double raw() const { return raw_; }

  protected:
    constexpr explicit Quantity(double raw) : raw_(raw) {}

  private:
    double raw_;
};

/// A quantity whose parts sum to a whole: sums, differences, multiples, and the ratio of two.
template <class Kind>
class Additive : public Quantity<Kind> {
  public:
    friend constexpr Kind operator+(Kind a, Kind b) { return make(a.raw() + b.raw()); }
    friend constexpr Kind operator-(Kind a, Kind b) { return make(a.raw() - b.raw()); }
    friend constexpr Kind operator-(Kind a) { return make(-a.raw()); }
    friend constexpr Kind operator*(Kind a, double factor) { return make(a.raw() * factor); }
    friend constexpr Kind operator*(double factor, Kind a) { return make(factor * a.raw()); }
    friend constexpr Kind operator/(Kind a, double divisor) { return make(a.raw() / divisor); }
    friend constexpr double operator/(Kind a, Kind b) { return a.raw() / b.raw(); }
    friend constexpr Kind& operator+=(Kind& a, Kind b) { return a = a + b; }
    friend constexpr Kind& operator-=(Kind& a, Kind b) { return a = a - b; }

  protected:
    constexpr explicit Additive(double raw) : Quantity<Kind>(raw) {}

  private:
    static constexpr Kind make(double raw) { return Kind(raw); }
};

/// Money at the prices of its own period, billion VND.
class Value : public Additive<Value> {
  public:
    static constexpr Value billion_vnd(double amount) { return Value(amount); }
    static constexpr Value zero() { return Value(0); }
    [[nodiscard]] constexpr double billion_vnd() const { return raw(); }

  private:
    friend class Additive<Value>;
    constexpr explicit Value(double raw) : Additive(raw) {}
};

/// Money at the constant prices of the base year, fixed base: volumes of one base year add. Billion VND.
template <int BaseYear>
class Volume : public Additive<Volume<BaseYear>> {
  public:
    static constexpr int kBaseYear = BaseYear;
    static constexpr Volume billion_vnd(double amount) { return Volume(amount); }
    static constexpr Volume zero() { return Volume(0); }
    [[nodiscard]] constexpr double billion_vnd() const { return this->raw(); }

  private:
    friend class Additive<Volume<BaseYear>>;
    constexpr explicit Volume(double raw) : Additive<Volume>(raw) {}
};

/// A chain-linked volume (annual overlap) scaled to a reference year. Its growth is meaningful, the sum of chained
/// parts is not (SNA 2008, 15.59-15.62): there is no plus sign. Billion VND.
template <int ReferenceYear>
class ChainedVolume : public Quantity<ChainedVolume<ReferenceYear>> {
  public:
    static constexpr ChainedVolume billion_vnd(double amount) { return ChainedVolume(amount); }
    [[nodiscard]] constexpr double billion_vnd() const { return this->raw(); }

  private:
    constexpr explicit ChainedVolume(double raw) : Quantity<ChainedVolume>(raw) {}
};

/// The price level of a value against the base year, 1 in the base year; as an index, 100.
template <int BaseYear>
class Deflator : public Quantity<Deflator<BaseYear>> {
  public:
    static constexpr Deflator index(double base_100) { return Deflator(base_100 / 100); }
    static constexpr Deflator ratio(double base_1) { return Deflator(base_1); }
    [[nodiscard]] constexpr double index() const { return 100 * this->raw(); }
    [[nodiscard]] constexpr double ratio() const { return this->raw(); }

  private:
    constexpr explicit Deflator(double raw) : Quantity<Deflator>(raw) {}
};

/// A part over its whole, fraction.
class Share : public Additive<Share> {
  public:
    static constexpr Share fraction(double part) { return Share(part); }
    static constexpr Share from(Percent percent) { return Share(percent.number() / 100); }
    static constexpr Share zero() { return Share(0); }
    static constexpr Share whole() { return Share(1); }
    [[nodiscard]] constexpr double fraction() const { return raw(); }
    [[nodiscard]] constexpr Percent percent() const { return Percent(100 * raw()); }

  private:
    friend class Additive<Share>;
    constexpr explicit Share(double raw) : Additive(raw) {}
};

/// A difference of rates, or a part of a rate: percentage points; inside, a fraction.
class Points : public Additive<Points> {
  public:
    static constexpr Points points(double number) { return Points(number / 100); }
    static constexpr Points fraction(double part) { return Points(part); }
    static constexpr Points zero() { return Points(0); }
    [[nodiscard]] constexpr double points() const { return 100 * raw(); }
    [[nodiscard]] constexpr double fraction() const { return raw(); }

  private:
    friend class Additive<Points>;
    constexpr explicit Points(double raw) : Additive(raw) {}
};

/// A relative change over a year, fraction per year. Rates do not add: they compound, and differ by points.
class Rate : public Quantity<Rate> {
  public:
    static constexpr Rate fraction(double change) { return Rate(change); }
    static constexpr Rate from(Percent percent) { return Rate(percent.number() / 100); }
    /// The rate that contributions sum to.
    static constexpr Rate sum_of(Points contributions) { return Rate(contributions.fraction()); }
    [[nodiscard]] constexpr double fraction() const { return raw(); }
    [[nodiscard]] constexpr Percent percent() const { return Percent(100 * raw()); }
    /// 1 + rate
    [[nodiscard]] constexpr double factor() const { return 1 + raw(); }

    friend constexpr Points operator-(Rate a, Rate b) { return Points::fraction(a.raw() - b.raw()); }
    friend constexpr Rate operator+(Rate rate, Points points) { return Rate(rate.raw() + points.fraction()); }
    friend constexpr Rate operator-(Rate rate, Points points) { return Rate(rate.raw() - points.fraction()); }
    friend constexpr Points operator*(Share weight, Rate rate) {
        return Points::fraction(weight.fraction() * rate.raw());
    }

  private:
    constexpr explicit Rate(double raw) : Quantity(raw) {}
};

/// One change after another, or a price change on a volume change: (1+a)(1+b) - 1.
[[nodiscard]] constexpr Rate compound(Rate first, Rate second) {
    return Rate::fraction(first.factor() * second.factor() - 1);
}

/// Average number of people over the period, thousand.
class Persons : public Additive<Persons> {
  public:
    static constexpr Persons thousand(double count) { return Persons(count); }
    [[nodiscard]] constexpr double thousand() const { return raw(); }

  private:
    friend class Additive<Persons>;
    constexpr explicit Persons(double raw) : Additive(raw) {}
};

/// Money at current prices per person or worker, million VND; an average, so it does not add.
class ValuePerPerson : public Quantity<ValuePerPerson> {
  public:
    static constexpr ValuePerPerson million_vnd(double amount) { return ValuePerPerson(amount); }
    [[nodiscard]] constexpr double million_vnd() const { return raw(); }

  private:
    constexpr explicit ValuePerPerson(double raw) : Quantity(raw) {}
};

// What multiplies into what.
template <int BaseYear>
constexpr Value operator*(Volume<BaseYear> volume, Deflator<BaseYear> deflator) {
    return Value::billion_vnd(volume.billion_vnd() * deflator.ratio());
}
template <int BaseYear>
constexpr Volume<BaseYear> operator/(Value value, Deflator<BaseYear> deflator) {
    return Volume<BaseYear>::billion_vnd(value.billion_vnd() / deflator.ratio());
}
/// The volume after a year's growth.
template <int BaseYear>
constexpr Volume<BaseYear> grown(Volume<BaseYear> volume, Rate rate) {
    return volume * rate.factor();
}
constexpr Value operator*(Share share, Value whole) {
    return Value::billion_vnd(share.fraction() * whole.billion_vnd());
}
constexpr Value operator*(ValuePerPerson average, Persons persons) {
    return Value::billion_vnd(average.million_vnd() * persons.thousand());
}

}  // namespace grdp::accounts

#include "grdp/accounts/illegal_sums.hpp"
