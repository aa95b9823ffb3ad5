// The same command for the processes that mpirun starts: docs/howto/cluster.md.
#include "grdp/app/command.hpp"
#include "grdp/parallel/messenger_mpi.hpp"

int main(int count, char** words) {
    grdp::app::prepare_process();
    const auto others = grdp::parallel::join_mpi_job(count, words);
    return grdp::app::run_process(count, words, others.get());
}
