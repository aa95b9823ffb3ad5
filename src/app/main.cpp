#include "grdp/app/command.hpp"

int main(int count, char** words) {
    grdp::app::prepare_process();
    return grdp::app::run_process(count, words, nullptr);
}
