// File operations that fail, fall short, or end a process (as far as a file can tell) at a chosen call.
#pragma once

#include <cerrno>
#include <map>
#include <string>

#include "grdp/io/file_operations.hpp"

namespace grdp::test {

enum class Mishap { none, error, short_write, interrupted, kill_before, kill_amid, kill_after };

/// After a kill nothing changes any more: every call fails without effect, until revive().
class FaultyFiles final : public io::FileOperations {
  public:
    void plan(Mishap mishap, int at_call, int error_number = EIO) {
        mishap_ = mishap;
        at_call_ = at_call;
        error_ = error_number;
        calls_ = 0;
        dead_ = false;
    }
    [[nodiscard]] int calls() const { return calls_; }
    [[nodiscard]] bool dead() const { return dead_; }

    int open(const std::string& path, int flags, mode_t mode) override {
        return act([&] { return io::system_files().open(path, flags, mode); });
    }
    ssize_t read(int file, void* bytes, std::size_t size, std::uint64_t offset) override {
        return act([&] { return io::system_files().read(file, bytes, size, offset); });
    }
    ssize_t write(int file, const void* bytes, std::size_t size, std::uint64_t offset) override {
        const bool amid = !dead_ && calls_ + 1 == at_call_ && (mishap_ == Mishap::kill_amid || mishap_ == Mishap::short_write);
        return act([&] { return io::system_files().write(file, bytes, amid ? (size + 1) / 2 : size, offset); });
    }
    int synchronise(int file) override {
        return act([&] { return file < 0 ? -EBADF : 0; });
    }
    int synchronise_data(int file) override {
        return act([&] { return file < 0 ? -EBADF : 0; });
    }
    int truncate(int file, std::uint64_t size) override {
        return act([&] { return io::system_files().truncate(file, size); });
    }
    int lock(int file) override {
        return act([&] { return io::system_files().lock(file); });
    }
    int rename(const std::string& from, const std::string& to) override {
        return act([&] { return io::system_files().rename(from, to); });
    }
    int remove(const std::string& path) override {
        return act([&] { return io::system_files().remove(path); });
    }
    /// The system closes the files of a dead process too.
    int close(int file) override { return io::system_files().close(file); }

  private:
    template <class Call>
    auto act(Call call) -> decltype(call()) {
        using Outcome = decltype(call());
        if (dead_) return static_cast<Outcome>(-EIO);
        const bool hit = ++calls_ == at_call_ && mishap_ != Mishap::none;
        if (hit && mishap_ == Mishap::error) return static_cast<Outcome>(-error_);
        if (hit && mishap_ == Mishap::interrupted) return static_cast<Outcome>(-EINTR);
        if (hit && mishap_ == Mishap::kill_before) return die<Outcome>();
        const Outcome outcome = call();
        if (hit && (mishap_ == Mishap::kill_after || mishap_ == Mishap::kill_amid)) {
            return die<Outcome>();
        }
        return outcome;
    }
    template <class Outcome>
    Outcome die() {
        dead_ = true;
        return static_cast<Outcome>(-EIO);
    }

    Mishap mishap_ = Mishap::none;
    int at_call_ = 0;
    int error_ = EIO;
    int calls_ = 0;
    bool dead_ = false;
};

}  // namespace grdp::test
