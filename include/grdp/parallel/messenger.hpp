// Letters between the processes of one job.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace grdp::parallel {

struct Letter {
    std::size_t from = 0;
    std::string text;  ///< any bytes
};

/// Processes numbered from 0. Letters of one sender arrive in the order in which they were sent. Used by one thread of each process.
class Messenger {
  public:
    virtual ~Messenger() = default;
    [[nodiscard]] virtual std::size_t rank() const = 0;
    [[nodiscard]] virtual std::size_t ranks() const = 0;
    /// Does not wait for the receiver. Contract: another rank, at most 2^31 - 1 bytes.
    virtual void send(std::size_t to, std::string text) = 0;
    /// Nothing if no letter is there.
    [[nodiscard]] virtual std::optional<Letter> poll() = 0;
    /// The next letter; the processor is left to others meanwhile.
    [[nodiscard]] Letter wait();
};

}  // namespace grdp::parallel
