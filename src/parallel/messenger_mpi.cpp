#include "grdp/parallel/messenger_mpi.hpp"

#include <mpi.h>

#include <list>
#include <utility>

#include "grdp/base/contract.hpp"

namespace grdp::parallel {
namespace {

constexpr int kTag = 0;

/// Errors of MPI end the job: that is its default handler.
class MpiMessenger final : public Messenger {
  public:
    MpiMessenger(int& count, char**& words) {
        int provided = 0;
        MPI_Init_thread(&count, &words, MPI_THREAD_FUNNELED, &provided);
        GRDP_EXPECTS(provided >= MPI_THREAD_FUNNELED);
        int rank = 0, ranks = 0;
        MPI_Comm_rank(MPI_COMM_WORLD, &rank);
        MPI_Comm_size(MPI_COMM_WORLD, &ranks);
        rank_ = static_cast<std::size_t>(rank);
        ranks_ = static_cast<std::size_t>(ranks);
    }
    ~MpiMessenger() override {
        for (auto& letter : outgoing_) MPI_Wait(&letter.request, MPI_STATUS_IGNORE);
        MPI_Finalize();
    }
    MpiMessenger(const MpiMessenger&) = delete;
    MpiMessenger& operator=(const MpiMessenger&) = delete;

    [[nodiscard]] std::size_t rank() const override { return rank_; }
    [[nodiscard]] std::size_t ranks() const override { return ranks_; }

    void send(std::size_t to, std::string text) override {
        GRDP_EXPECTS(to < ranks_ && to != rank_ && text.size() <= 0x7FFFFFFFu);
        Outgoing& letter = outgoing_.emplace_back(Outgoing{std::move(text), MPI_REQUEST_NULL});
        MPI_Isend(letter.text.data(), static_cast<int>(letter.text.size()), MPI_BYTE, static_cast<int>(to), kTag, MPI_COMM_WORLD, &letter.request);
    }

    [[nodiscard]] std::optional<Letter> poll() override {
        forget_sent();
        int there = 0;
        MPI_Message message = MPI_MESSAGE_NULL;
        MPI_Status status;
        MPI_Improbe(MPI_ANY_SOURCE, kTag, MPI_COMM_WORLD, &there, &message, &status);
        if (there == 0) return std::nullopt;
        int size = 0;
        MPI_Get_count(&status, MPI_BYTE, &size);
        Letter letter{static_cast<std::size_t>(status.MPI_SOURCE), std::string(static_cast<std::size_t>(size), '\0')};
        MPI_Mrecv(letter.text.data(), size, MPI_BYTE, &message, MPI_STATUS_IGNORE);
        return letter;
    }

  private:
    struct Outgoing {
        std::string text;  ///< stays until it is sent
        MPI_Request request;
    };

    void forget_sent() {
        for (auto letter = outgoing_.begin(); letter != outgoing_.end();) {
            int sent = 0;
            MPI_Test(&letter->request, &sent, MPI_STATUS_IGNORE);
            letter = sent != 0 ? outgoing_.erase(letter) : std::next(letter);
        }
    }

    std::size_t rank_ = 0, ranks_ = 1;
    std::list<Outgoing> outgoing_;
};

}  // namespace

std::unique_ptr<Messenger> join_mpi_job(int& count, char**& words) { return std::make_unique<MpiMessenger>(count, words); }

}  // namespace grdp::parallel
