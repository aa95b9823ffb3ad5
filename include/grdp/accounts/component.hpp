// The position of a component in the economy's list; a number that is neither a period nor a count.
#pragma once

#include <compare>
#include <cstddef>

namespace grdp::accounts {

class ComponentId {
  public:
    constexpr explicit ComponentId(std::size_t position) : position_(position) {}
    [[nodiscard]] constexpr std::size_t position() const { return position_; }
    friend constexpr auto operator<=>(ComponentId, ComponentId) = default;

  private:
    std::size_t position_;
};

}  // namespace grdp::accounts
